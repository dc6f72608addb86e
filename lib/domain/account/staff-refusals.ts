/** Why an administrator's change of a member of staff was refused. */
export type StaffChangeRefusal =
  | "member_not_found"
  | "member_changed_meanwhile"
  | "member_is_disabled"
  | "member_is_enabled"
  | "last_administrator"
  | "no_longer_administrator"
  | "staff_phone_taken"
  | "nothing_changed"
  | "change_unconfirmed"
  | "change_reason_missing"
  | "invitation_limit"
  | "invitation_not_open"
  | "logins_are_over"
  | "second_factor_is_own"
  | "member_has_no_second_factor";
