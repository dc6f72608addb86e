import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Step } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { examTimeColumns, examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { windowColumns, windowFor } from "@/lib/domain/exam-session/windows";
import { type ExtensionRefusal, extensionRefusal } from "../extension";
import { setStepOverride } from "./step-override";

export type ExtendRefusal = ExtensionRefusal | "registration_not_found" | "person_changed_meanwhile";

/**
 * Keeps a step open for one candidate until a time, for a reason. Counts as a change of the registration, so that of
 * two officers who have the same page open the second one is told.
 */
export const extendStep = ({
  registrationId,
  version,
  step,
  until,
  reason,
  staffId,
  now,
}: {
  registrationId: string;
  version: number;
  step: Step;
  until: Date;
  reason: string;
  staffId: string;
  now: Date;
}) =>
  transact<null, ExtendRefusal>(async (tx) => {
    // The UPDATE locks the row first, so what is judged afterwards cannot change until the override is written.
    const { count } = await tx.registration.updateMany({
      where: { id: registrationId, version },
      data: { version: { increment: 1 } },
    });
    const registration = await tx.registration.findUnique({
      where: { id: registrationId },
      select: {
        status: true,
        languageId: true,
        overrides: { select: { step: true, until: true } },
        examSession: { select: { ...windowColumns, ...examTimeColumns } },
      },
    });
    if (!registration) return refuse("registration_not_found");
    if (count === 0) return refuse("person_changed_meanwhile");
    const exam = examTimeOf(registration.examSession, registration.languageId);
    const refusal = extensionRefusal({ ...registration, exam }, { step, until }, now);
    if (refusal) return refuse(refusal);
    const { closesAt } = windowFor(registration.examSession, registration.overrides, step);
    await setStepOverride(tx, { registrationId, step, until, reason, staffId, now });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "registration.reopen_step",
      subject: { kind: "registration", id: registrationId },
      detail: { step, before: closesAt.toISOString(), until: until.toISOString() },
      now,
    });
    return ok(null);
  });
