import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { sealColumn } from "@/lib/db/sealed-column";
import { transact, violatedIndex } from "@/lib/db/transact";
import { uuidv7 } from "@/lib/db/uuid";
import { holderOf } from "../queries/document-appeals";

export type OpenAppealRefusal = "document_not_taken" | "appeal_already_open";

/** 申诉: the candidate's document number stands in somebody else's registration of this session, and he says so to the office. One at a time. */
export async function openAppeal({
  accountId,
  examSessionId,
  statement,
  now,
}: {
  accountId: string;
  examSessionId: string;
  statement: string;
  now: Date;
}): Promise<Result<{ id: string }, OpenAppealRefusal>> {
  try {
    return await transact<{ id: string }, OpenAppealRefusal>(async (tx) => {
      const own = await tx.registration.findUnique({
        where: { accountId_examSessionId: { accountId, examSessionId } },
        select: { id: true, examSessionId: true, documentIndex: true },
      });
      if (!own || !(await holderOf(own, tx))) return refuse("document_not_taken");
      const id = uuidv7(now);
      const statementEncrypted = sealColumn("appeal.statement_encrypted", id, statement);
      await tx.appeal.create({ data: { id, registrationId: own.id, statementEncrypted, createdAt: now } });
      await recordAudit(tx, {
        actor: { kind: "CANDIDATE", id: accountId },
        action: "appeal.open",
        subject: { kind: "appeal", id },
        detail: { registrationId: own.id },
        now,
      });
      return ok({ id });
    });
  } catch (error) {
    if (violatedIndex(error)?.includes("appeal_open")) return refuse("appeal_already_open");
    throw error;
  }
}

export type AnswerAppealRefusal = "appeal_already_answered";

/** What staff found out, in words the candidate reads. Of two who answer at once one wins. */
export const answerAppeal = ({ appealId, staffId, answer, now }: { appealId: string; staffId: string; answer: string; now: Date }) =>
  transact<null, AnswerAppealRefusal>(async (tx) => {
    const { count } = await tx.appeal.updateMany({
      where: { id: appealId, answeredAt: null },
      data: { answer, answeredById: staffId, answeredAt: now },
    });
    if (count === 0) return refuse("appeal_already_answered");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "appeal.answer",
      subject: { kind: "appeal", id: appealId },
      now,
    });
    return ok(null);
  });
