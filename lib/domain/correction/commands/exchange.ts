import { recordAudit } from "@/lib/domain/audit/commands";
import { maskPersonal } from "@/lib/core/mask-personal";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { sendNews } from "@/lib/domain/account/commands/send-news";
import { removeEvidenceOf } from "@/lib/domain/evidence/commands/remove-evidence";
import { takeEvidence } from "@/lib/domain/evidence/commands/take-evidence";
import { examTimeColumns, examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { lockForSeating } from "@/lib/domain/exam-session/commands/lock";
import { replaceFiles } from "@/lib/domain/registration/commands/replace-files";
import { storeSubmission } from "@/lib/domain/registration/commands/store-submission";
import { type UploadItem, uploadItems } from "@/lib/domain/registration/items";
import { REVIEW_RESULT } from "@/lib/domain/review/commands/send-decision-sms";
import { comesInParts, exchangeableStatuses, exchanged } from "../exchange";
import { correctionSubject } from "../queries/subject";
import { needsTwoPeople } from "../rules";
import { closeRequests } from "./answer-request";
import { tellAbout } from "./apply-correction";

export type OpenExchangeRefusal =
  | "registration_not_found"
  | "exchange_not_possible"
  | "exchange_until_invalid"
  | "exchange_already_open";

/** The job at the end of an exchange must not find by another clock that it is not over yet. */
const CLOCKS_APART = 60_000;

export const itemOf = (item: string): UploadItem => {
  const found = uploadItems.find((one) => one === item);
  if (!found) throw new Error("an exchange of what nobody uploads");
  return found;
};

/** Nobody pays, is paid back or is corrected in between. To be taken before the row of an exchange. */
const hold = (tx: Tx, registrationId: string) =>
  tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId}::uuid FOR NO KEY UPDATE`;

/**
 * 换交: opens one upload of an approved or paid registration to the candidate until a time, with a reason that he
 * reads. Nothing changes yet, so one person may; what he hands in is accepted by another one, once seats are drawn or
 * the fee is paid. Only the exam office may, so there is no scope.
 */
export async function openExchange({
  registrationId,
  item,
  reason,
  until,
  staffId,
  now,
}: {
  registrationId: string;
  item: UploadItem;
  reason: string;
  until: Date;
  staffId: string;
  now: Date;
}): Promise<Result<{ id: string }, OpenExchangeRefusal>> {
  try {
    return await transact<{ id: string }, OpenExchangeRefusal>(async (tx) => {
      await hold(tx, registrationId);
      const row = await tx.registration.findUnique({
        where: { id: registrationId },
        select: { status: true, languageId: true, examSession: { select: examTimeColumns } },
      });
      if (!row) return refuse("registration_not_found");
      if (!exchangeableStatuses.includes(row.status)) return refuse("exchange_not_possible");
      if (until <= now || until > examTimeOf(row.examSession, row.languageId).opensAt)
        return refuse("exchange_until_invalid");
      await handInOverdue(tx, { registrationId, item }, now);
      await tx.exchange.updateMany({
        where: { registrationId, item, state: "OPEN", until: { lte: now } },
        data: { state: "EXPIRED" },
      });
      const id = uuidv7(now);
      await tx.exchange.create({ data: { id, registrationId, item, reason, until, staffId, createdAt: now } });
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: "exchange.open",
        subject: { kind: "exchange", id },
        detail: { registrationId, item, until: until.toISOString(), reason: maskPersonal(reason) },
        now,
      });
      await enqueue(tx, "send-exchange-sms", { exchangeId: id });
      const runAt = new Date(until.getTime() + CLOCKS_APART);
      if (comesInParts(item)) await enqueue(tx, "close-exchange", { exchangeId: id }, { runAt });
      return ok({ id });
    });
  } catch (error) {
    if (violatedIndex(error)?.includes("exchange_open")) return refuse("exchange_already_open");
    throw error;
  }
}

/** What came in until its end waits for staff, though the candidate has not said that all is there. */
const handInOverdue = (tx: Pick<Tx, "exchange">, where: Prisma.ExchangeWhereInput, now: Date) =>
  tx.exchange.updateMany({
    where: { ...where, state: "OPEN", until: { lte: now }, files: { some: { removedAt: null } } },
    data: { state: "HANDED_IN", version: { increment: 1 } },
  });

/** The job at the end of an exchange. May be repeated. */
export async function closeExchange({ exchangeId, now }: { exchangeId: string; now: Date }): Promise<void> {
  await handInOverdue(db(), { id: exchangeId }, now);
}

export type DecideExchangeRefusal =
  | "exchange_not_found"
  | "exchange_decided"
  | "exchange_changed"
  | "exchange_not_possible"
  | "exchange_exam_begun"
  | "exchange_needs_another_person";

const states = { accept: "ACCEPTED", refuse: "REFUSED", withdraw: "WITHDRAWN" } as const;

type ExchangeDecision = keyof typeof states;

/**
 * Ends an exchange. Accepted, the new file takes the place of the former one, which stays on record; a card that is
 * out gets a new version. Once seats are drawn or the fee is paid, whoever opened it cannot accept it. Refused or
 * withdrawn, the former file goes on to count, and the item can be opened once more. Once his exam has begun, no
 * portrait is accepted. `version`: what the page showed;
 * the candidate may have replaced it. Of two decisions at once one wins.
 */
export const decideExchange = ({
  exchangeId,
  version,
  decision,
  reason,
  staffId,
  now,
}: {
  exchangeId: string;
  version: number;
  decision: ExchangeDecision;
  reason: string;
  staffId: string;
  now: Date;
}): Promise<Result<null, DecideExchangeRefusal>> =>
  transact<null, DecideExchangeRefusal>(async (tx) => {
    const exchange = await tx.exchange.findUnique({
      where: { id: exchangeId },
      select: { registrationId: true, item: true, staffId: true, registration: { select: { examSessionId: true } } },
    });
    if (!exchange) return refuse("exchange_not_found");
    const { registrationId, registration } = exchange;
    const item = itemOf(exchange.item);
    // Cards are published behind this lock: a portrait is on them, or they get a new version.
    if (decision === "accept" && item === "PORTRAIT") await lockForSeating(tx, registration.examSessionId);
    await hold(tx, registrationId);
    const { count } = await tx.exchange.updateMany({
      where: {
        id: exchangeId,
        ...(decision === "withdraw" ? { state: { in: ["OPEN", "HANDED_IN"] } } : { state: "HANDED_IN", version }),
      },
      data: { state: states[decision], decidedById: staffId, decidedAt: now, decisionReason: reason || null },
    });
    if (!count) {
      const waits = await tx.exchange.count({ where: { id: exchangeId, state: "HANDED_IN" } });
      return refuse(waits ? "exchange_changed" : "exchange_decided");
    }
    const actor = { kind: "STAFF", id: staffId } as const;
    await recordAudit(tx, {
      actor,
      action: `exchange.${decision}`,
      subject: { kind: "exchange", id: exchangeId },
      detail: { registrationId, item, ...(reason && { reason: maskPersonal(reason) }) },
      now,
    });
    if (decision === "accept")
      return accept(tx, { exchangeId, registrationId, item, openedById: exchange.staffId, staffId, reason, now });
    await removeEvidenceOf(tx, { exchangeId }, { actor, now });
    await enqueue(tx, "send-exchange-sms", { exchangeId });
    return ok(null);
  });

/** Kept as a correction too: so it stands where corrections are listed, and the candidate is told as of one. */
async function accept(
  tx: Tx,
  {
    exchangeId,
    registrationId,
    item,
    openedById,
    staffId,
    reason,
    now,
  }: {
    exchangeId: string;
    registrationId: string;
    item: UploadItem;
    openedById: string;
    staffId: string;
    reason: string;
    now: Date;
  },
): Promise<Result<null, DecideExchangeRefusal>> {
  const subject = await correctionSubject(registrationId, tx);
  if (!subject || !exchangeableStatuses.includes(subject.status)) return refuse("exchange_not_possible");
  // The card with the former one lies on his desk.
  if (item === "PORTRAIT" && now >= (await examStart(tx, registrationId))) return refuse("exchange_exam_begun");
  const two = needsTwoPeople({ status: subject.status, ...subject.examSession });
  if (two && openedById === staffId) return refuse("exchange_needs_another_person");
  const files = await takeEvidence(tx, { exchangeId }, now);
  if (files.length === 0) return refuse("exchange_changed");
  const own = { accountId: subject.accountId, examSessionId: subject.examSessionId };
  const kept = await tx.submission.count({ where: { registrationId } });
  if (!kept) await storeSubmission(tx, own, { version: subject.version, now: subject.submittedAt ?? now });
  const after = await replaceFiles(tx, { registrationId, accountId: own.accountId, kind: item, files, now });
  await storeSubmission(tx, own, { version: after, now });
  const { reason: opened } = await tx.exchange.findUniqueOrThrow({
    where: { id: exchangeId },
    select: { reason: true },
  });
  const id = uuidv7(now);
  await tx.correction.create({
    data: {
      id,
      registrationId,
      contentEncrypted: encryptColumn("correction.content_encrypted", id, JSON.stringify(exchanged(item))),
      reason: opened,
      evidence: "考生换交的材料",
      staffId: two ? openedById : staffId,
      createdAt: now,
      needsSecond: two,
      ...(two && { decidedById: staffId, decidedAt: now, confirmed: true, decisionReason: reason || null }),
    },
  });
  await closeRequests(tx, { registrationId, changes: [{ item }], reason: opened, staffId, now });
  const newCard = await tellAbout(tx, subject, { correctionId: id, card: item === "PORTRAIT", now });
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action: "registration.correct",
    subject: { kind: "registration", id: registrationId },
    detail: { correctionId: id, exchangeId, items: [item], before: subject.version, after, newCard },
    now,
  });
  return ok(null);
}

async function examStart(tx: Tx, id: string): Promise<Date> {
  const row = await tx.registration.findUniqueOrThrow({
    where: { id },
    select: { languageId: true, examSession: { select: examTimeColumns } },
  });
  return examTimeOf(row.examSession, row.languageId).opensAt;
}

/** Tells the candidate that an item is open to him, or what was decided; he reads it after signing in. */
export async function sendExchangeSms({
  exchangeId,
  now,
}: {
  exchangeId: string;
  now: Date;
}): Promise<"sent" | "nobody"> {
  const row = await db().exchange.findUnique({
    where: { id: exchangeId },
    select: { state: true, registration: { select: { account: { select: { id: true, phoneEncrypted: true } } } } },
  });
  const account = row?.registration.account;
  // An acceptance is told as a correction.
  if (!row || !account?.phoneEncrypted || row.state === "ACCEPTED") return "nobody";
  const key = `exchange:${exchangeId}:${row.state}`;
  await sendNews({ accountId: account.id, template: "review-result", text: REVIEW_RESULT, key, now });
  return "sent";
}
