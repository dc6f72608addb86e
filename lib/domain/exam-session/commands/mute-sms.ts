import { ok } from "@/lib/core/result";
import { SmsRule } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { recordAudit } from "@/lib/domain/audit/commands";
import { mutedSms } from "../queries";

/** Switches the rules by which candidates get SMS: those of `on` are on, all others off. */
export const switchSmsRules = ({
  examSessionId,
  on,
  staffId,
  now,
}: {
  examSessionId: string;
  on: readonly SmsRule[];
  staffId: string;
  now: Date;
}) =>
  transact<null, never>(async (tx) => {
    // Two who switch at once do so one after the other.
    await tx.$queryRaw`SELECT 1 FROM exam_session WHERE id = ${examSessionId}::uuid FOR UPDATE`;
    const before = await mutedSms(examSessionId, tx);
    const after = Object.values(SmsRule).filter((rule) => !on.includes(rule));
    const same = before.length === after.length && after.every((rule) => before.includes(rule));
    if (same) return ok(null);
    await tx.mutedSms.deleteMany({ where: { examSessionId } });
    await tx.mutedSms.createMany({ data: after.map((rule) => ({ examSessionId, rule })) });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "exam_session.switch_sms",
      subject: { kind: "exam_session", id: examSessionId },
      detail: { before: { off: before.toSorted() }, after: { off: after.toSorted() } },
      now,
    });
    return ok(null);
  });
