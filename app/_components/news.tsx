import { currentNotice } from "@/app/_lib/current-notice";
import { type MessageCode, messages } from "@/app/_lib/messages/all";
import { Notice } from "./notice";
import { ShownOnce } from "./shown-once";

/** The notices of success. Every other notice is a warning. */
const good = new Set<MessageCode>([
  "signed_off",
  "phone_appeal_filed",
  "phone_appeal_decided_now",
  "phone_appeal_rejected_now",
  "submitted",
  "registration_not_editable",
  "file_kept",
  "file_removed",
  "payment_found",
  "session_saved",
  "session_created",
  "session_published",
  "session_unpublished",
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
  return (
    <ShownOnce id={crypto.randomUUID()}>
      <Notice tone={good.has(code) ? "good" : "warn"}>{messages[code]}</Notice>
    </ShownOnce>
  );
}
