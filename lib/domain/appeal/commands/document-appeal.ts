import { documentLookups } from "@/lib/domain/account/limits";
import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { counts, consume } from "@/lib/adapter/rate-limit/limiter";
import { holderOf, claimantSelect } from "../queries/document-appeals";

export type OpenAppealRefusal = "document_not_taken" | "appeal_already_open" | "document_lookups_used_up";

/**
 * 申诉: a candidate tells the office that another registration of this exam session uses his document number. One open
 * appeal at a time.
 */
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
  // The refusal reveals that a number is free, so appeals count against the same limit as 信息填写.
  const [asked = 0] = await counts(documentLookups, [accountId], now);
  if (asked >= documentLookups.points) return refuse("document_lookups_used_up");
  try {
    const opened = await transact<{ id: string }, OpenAppealRefusal>(async (tx) => {
      const own = await tx.registration.findUnique({
        where: { accountId_examSessionId: { accountId, examSessionId } },
        select: claimantSelect,
      });
      if (!own || !(await holderOf(own, tx))) return refuse("document_not_taken");
      const id = uuidv7(now);
      const statementEncrypted = encryptColumn("appeal.statement_encrypted", id, statement);
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
    if (!opened.ok) await consume(documentLookups, accountId);
    return opened;
  } catch (error) {
    if (violatedIndex(error)?.includes("appeal_open")) return refuse("appeal_already_open");
    throw error;
  }
}

export type AnswerAppealRefusal = "appeal_already_answered";

/** Answers an appeal in words that the candidate reads. Of two answers at once one wins. */
export const answerAppeal = ({
  appealId,
  staffId,
  answer,
  now,
}: {
  appealId: string;
  staffId: string;
  answer: string;
  now: Date;
}) =>
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
