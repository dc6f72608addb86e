import { currentNotice } from "@/app/_lib/current-notice";
import { type MessageCode, messages } from "@/app/_lib/messages/all";
import { texts } from "@/app/_lib/texts";
import { Notice } from "./notice";
import { ShownOnce } from "./shown-once";

/** The notices of success. Every other notice is a warning. */
const good = new Set<MessageCode>([
  "second_factor_set",
  "passkey_added",
  "passkey_removed",
  "identity_confirmed",
  "own_password_is_new",
  "own_phone_is_new",
  "own_logins_are_ended",
  "help_logins_ended",
  "help_step_extended",
  "help_items_reopened",
  "phone_changed_in_person",
  "request_filed",
  "request_answered_now",
  "correction_done",
  "correction_confirmed",
  "exchange_opened",
  "exchange_accepted",
  "exchange_refused",
  "exchange_withdrawn",
  "help_note_added",
  "filling_saved",
  "filling_submitted",
  "filling_ended",
  "help_cancelled",
  "notice_saved",
  "notice_withdrawn",
  "notice_restored",
  "sms_rules_switched",
  "campaign_stopped",
  "sms_resent",
  "signed_off",
  "phone_appeal_filed",
  "phone_appeal_decided_now",
  "phone_appeal_rejected_now",
  "registration_not_editable",
  "file_kept",
  "file_removed",
  "exchange_handed_in",
  "payment_found",
  "school_picture_set",
  "session_saved",
  "session_created",
  "session_published",
  "session_unpublished",
  "newcomers_closed",
  "session_archived",
  "session_restored",
  "newcomers_open",
  "session_deleted",
  "review_approved",
  "review_sent_back",
  "review_refused",
  "review_pre_approved",
  "decision_undone",
  "claim_released",
  "reason_saved",
  "reason_retired",
  "reviewer_limited",
  "limits_lifted",
  "staff_added",
  "staff_edited",
  "staff_was_disabled",
  "staff_was_enabled",
  "staff_invited",
  "sso_bound",
  "sso_unbound",
  "sso_was_unbound",
  "invitation_withdrawn",
  "logins_ended",
  "own_password_changed",
  "name_written",
  "room_saved",
  "room_deleted",
  "seats_assigned",
  "latecomers_seated",
  "seats_taken_back",
  "cards_published",
  "roster_import_cancelled",
  "refund_started",
  "refund_waits_for_second",
  "refund_confirmed",
  "refund_rejected",
  "refund_retried",
  "refund_withdrawn",
  "fee_waived",
  "waiver_waits_for_second",
  "waiver_confirmed",
  "waiver_rejected",
  "waiver_withdrawn",
  "case_resolved",
  "alert_seen",
]);

/** Shows once what has just happened, or why the visitor was redirected here. */
export async function News() {
  const code = await currentNotice();
  if (!code) return null;
  const { t } = await texts();
  const id = crypto.randomUUID();
  // With the key the same sentence, said once more, is a new element: a screen reader says it again.
  return (
    <ShownOnce key={id} id={id}>
      <Notice tone={good.has(code) ? "good" : "warn"}>{t(messages[code])}</Notice>
    </ShownOnce>
  );
}
