import type { FieldProblem } from "./schema";
import type { StrictPasswordRefusal } from "./staff-password";
import type { SendRefusal } from "./sms-code";

/** Every refusal that the forms of an account can get. */
export type AccountRefusal =
  | FieldProblem
  | SendRefusal
  | "sms_network_limit"
  | "sms_not_sent"
  | "sms_code_wrong"
  | "sms_code_worn_out"
  | "phone_already_registered"
  | "wrong_phone_or_password"
  | "sign_in_limit"
  | "sign_in_network_limit"
  | "password_common"
  | StrictPasswordRefusal
  | "sign_in_locked"
  | "slow_down"
  | "proof_demanded"
  | "proof_not_valid"
  | "reset_expired"
  | "staff_disabled"
  | "invitation_over"
  | "current_password_wrong"
  | "owner_not_confirmed"
  | "owner_tries_used_up"
  | "phone_change_over"
  | "phone_taken"
  | "phone_is_same"
  | "password_unchanged"
  | "phone_appeal_open"
  | "phone_appeals_used_up";
