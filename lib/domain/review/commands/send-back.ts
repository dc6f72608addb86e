import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { setStepOverride } from "@/lib/domain/registration/commands/step-override";
import { type Decided, decide, type Decision, type DecisionRefusal, type Returned } from "./decide";

export type SendBackRefusal = DecisionRefusal | "reopen_until_invalid" | "send_back_too_late";

/**
 * 退回修改: opens the named items to the candidate, each with a reason. `reopenUntil` keeps review open for this candidate,
 * so that he has time to correct when he is sent back at the last moment; it ends before payment closes. Without it no
 * registration can be sent back after review has closed.
 */
export const sendBack = ({
  returned,
  reopenUntil,
  ...decision
}: Decision & { returned: readonly Returned[]; reopenUntil?: Date | undefined }) =>
  transact<Decided, SendBackRefusal>(async (tx) => {
    const decided = await decide(tx, { ...decision, verdict: "sendBack", returned });
    if (!decided.ok) return decided;
    const { decisionId, kind, state, examSession, overrides } = decided.value;

    const { registrationId, staff, now } = decision;
    if (!reopenUntil) return state === "late" ? refuse("send_back_too_late") : ok({ decisionId, kind });
    const payment = windowFor(examSession, overrides, "PAYMENT");
    if (reopenUntil <= now || reopenUntil > payment.closesAt) return refuse("reopen_until_invalid");
    const reason = returned.map((item) => item.reason).join(" ");
    await setStepOverride(tx, {
      registrationId,
      step: "REVIEW",
      until: reopenUntil,
      reason,
      staffId: staff.id,
      now,
    });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "registration.reopen_step",
      subject: { kind: "registration", id: registrationId },
      detail: { step: "REVIEW", until: reopenUntil.toISOString() },
      now,
    });
    return ok({ decisionId, kind });
  });
