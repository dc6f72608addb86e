import { recordAudit } from "@/lib/domain/audit/commands";
import { isWritten } from "@/lib/core/person-name";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { violatedIndex } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { moveBond } from "@/lib/domain/account/commands/bind-document";
import { lockForSeating } from "@/lib/domain/exam-session/commands/lock";
import { closeLiveOrder } from "@/lib/domain/payment/commands/close-live-order";
import { feeFor } from "@/lib/domain/payment/order-terms";
import { correctDetails } from "@/lib/domain/registration/commands/correct-details";
import { documentIndexOf } from "@/lib/domain/registration/commands/details-columns";
import { storeSubmission } from "@/lib/domain/registration/commands/store-submission";
import type { DetailsInput } from "@/lib/domain/registration/schema";
import { rosterRefusal, type RosterRefusal } from "@/lib/domain/review/findings";
import { rosterVerdict } from "@/lib/domain/review/queries/roster-verdict";
import { renewCard } from "@/lib/domain/seating/commands/renew-card";
import type { Content } from "../content";
import { type CorrectionSubject, correctionSubject } from "../queries/subject";
import {
  changesCard,
  changesDocument,
  changesLanguage,
  changesOrder,
  correctableStatuses,
  type FieldCorrection,
  needsTwoPeople,
  NO_TEACHING_POINT,
  readCorrection,
  stillHolds,
  writtenItems,
} from "../rules";
import { closeRequests } from "./answer-request";

export type ApplyRefusal =
  | RosterRefusal
  | "correction_not_possible"
  | "correction_outdated"
  | "correction_needs_second"
  | "correction_waiver_waits"
  | "correction_name_unwritten"
  | "correction_language_seated"
  | "correction_fee_differs"
  | "correction_order_paid"
  | "payment_unknown"
  | "correction_number_taken"
  | "correction_number_bound";

/** What forbids a correction of this registration, whatever the values are. */
export function standingRefusal(
  subject: Pick<CorrectionSubject, "status" | "seat" | "examSession" | "stored">,
  changes: readonly FieldCorrection[],
):
  | "correction_not_possible"
  | "correction_name_unwritten"
  | "correction_language_seated"
  | "correction_fee_differs"
  | null {
  const { status, seat, examSession } = subject;
  if (!correctableStatuses.includes(status)) return "correction_not_possible";
  if (changes.some(({ item, after }) => item === "name" && !isWritten(after))) return "correction_name_unwritten";
  if (!changesLanguage(changes)) return null;
  // The room, the seat and the number of the card are those of a language.
  if (seat) return "correction_language_seated";
  const feeOf = (id: string | undefined) =>
    feeFor(examSession, examSession.languages.find((one) => one.id === id) ?? null);
  const language = changes.find(({ item }) => item === "language");
  return status === "PAID" && feeOf(language?.before) !== feeOf(language?.after) ? "correction_fee_differs" : null;
}

/**
 * Closes the order that names the old fee or the old payer. If it was paid, the payment wins: nothing is corrected yet,
 * and the correction of a paid registration needs two people.
 */
export async function closeOldOrder(
  { id, status }: Pick<CorrectionSubject, "id" | "status">,
  changes: readonly FieldCorrection[],
  now: Date,
): Promise<Result<null, "correction_order_paid" | "payment_unknown">> {
  if (status !== "APPROVED" || !changesOrder(changes)) return ok(null);
  const closed = await closeLiveOrder({ registrationId: id }, now);
  if (closed.ok) return ok(null);
  return refuse(closed.error === "order_already_paid" ? "correction_order_paid" : closed.error);
}

type Application = {
  correctionId: string;
  registrationId: string;
  content: Content;
  /** What the candidate reads. */
  reason: string;
  /** Who is answerable for the new values: the member of staff who typed them. */
  staffId: string;
  /** One person alone: refused when by now two are needed. */
  alone: boolean;
  now: Date;
};

/**
 * Holds the registration until the transaction ends. To be taken before a correction of it is inserted: the insert
 * shares the row, and two that share it cannot both go on to hold it.
 */
export async function lockForCorrection(
  tx: Tx,
  { registrationId, content }: Pick<Application, "registrationId" | "content">,
): Promise<void> {
  if (changesLanguage(content)) {
    const where = { id: registrationId };
    const { examSessionId } = await tx.registration.findUniqueOrThrow({ where, select: { examSessionId: true } });
    // Whoever draws seats reads languages behind this lock.
    await lockForSeating(tx, examSessionId);
  }
  await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId}::uuid FOR NO KEY UPDATE`;
}

/**
 * Writes a correction, in the transaction that decides it. Everything is judged again behind the registration's lock: a
 * payment, a drawing of seats or a colleague may have come in between. The bond of phone and document follows, the seat
 * stays, and a card that is out gets a new version. The candidate is told by SMS.
 */
export async function applyCorrection(tx: Tx, application: Application): Promise<Result<null, ApplyRefusal>> {
  const { correctionId, registrationId, content, staffId, now } = application;
  await lockForCorrection(tx, application);
  const subject = await correctionSubject(registrationId, tx);
  if (!subject || !stillHolds(subject.stored, content)) return refuse("correction_outdated");
  const refusal = standingRefusal(subject, content) ?? (await changedSince(tx, subject, application));
  if (refusal) return refuse(refusal);

  const read = readCorrection(subject.stored, typedOf(content), subject.files, subject.examSession, now);
  if (!read.ok || !sameChanges(read.changes, content)) return refuse("correction_outdated");
  const own = { accountId: subject.accountId, examSessionId: subject.examSessionId };
  const kept = await tx.submission.count({ where: { registrationId } });
  if (!kept) await storeSubmission(tx, own, { version: subject.version, now: subject.submittedAt ?? now });
  const version = await correctDetails(tx, subject, { details: read.details, fields: writtenItems(content), now });
  if (version === null) return refuse("correction_outdated");
  await storeSubmission(tx, own, { version, now, writtenById: staffId });
  const bond = changesDocument(content)
    ? await moveBond(tx, { accountId: own.accountId, from: subject.documentIndex, to: documentIndexOf(read.details) })
    : false;
  const missing = await rosterRefusalOf(tx, subject);
  if (missing) return refuse(missing);
  await closeRequests(tx, { registrationId, changes: content, reason: application.reason, staffId, now });
  const newCard = await tellAbout(tx, subject, { correctionId, card: changesCard(content), now });
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action: "registration.correct",
    subject: { kind: "registration", id: registrationId },
    // The values stand in the correction and in the submissions of these versions, encrypted.
    detail: {
      correctionId,
      items: content.map(({ item }) => item),
      before: subject.version,
      after: version,
      bond,
      newCard,
    },
    now,
  });
  return ok(null);
}

/** What may have happened since the page was read. createOrder writes an order behind the registration's lock. */
async function changedSince(
  tx: Tx,
  subject: CorrectionSubject,
  { content, alone }: Application,
): Promise<"correction_needs_second" | "correction_waiver_waits" | "payment_unknown" | null> {
  if (alone && needsTwoPeople({ status: subject.status, ...subject.examSession })) return "correction_needs_second";
  if (!changesOrder(content)) return null;
  // Its second person confirms the sum and the person that he was shown.
  const waiver = await tx.waiverRequest.findFirst({
    where: { registrationId: subject.id, needsSecond: true, confirmed: null },
    select: { id: true },
  });
  if (waiver) return "correction_waiver_waits";
  const order = await tx.paymentOrder.findFirst({
    where: { registrationId: subject.id, status: { in: ["CREATING", "OPEN"] } },
    select: { id: true },
  });
  return order ? "payment_unknown" : null;
}

/** An exam session that takes only whom the roster has takes nobody else by a correction. */
async function rosterRefusalOf(tx: Tx, { id, status, examSession }: CorrectionSubject): Promise<RosterRefusal | null> {
  const reviewed = status === "APPROVED" || status === "PAID";
  return reviewed && examSession.rosterRequired ? rosterRefusal(await rosterVerdict(id, tx)) : null;
}

/**
 * Writes that a correction counts, and queues what tells the candidate. `card`: something that stands on the card
 * changed. Returns whether a card that is out gets a new version.
 */
export async function tellAbout(
  tx: Tx,
  { id, status, examSession }: CorrectionSubject,
  { correctionId, card, now }: { correctionId: string; card: boolean; now: Date },
): Promise<boolean> {
  await tx.correction.update({ where: { id: correctionId }, data: { appliedAt: now } });
  if (status === "SUBMITTED" || status === "PRE_APPROVED")
    await enqueue(tx, "recheck-registrations", { registrationId: id });
  const renewed = card && examSession.cardsPublishedAt !== null && (await renewCard(tx, id));
  if (renewed) {
    await enqueue(tx, "render-admit-card", { registrationId: id }, { jobKey: `admit-card:${id}` });
    await enqueue(tx, "send-card-change-sms", { registrationId: id }, { jobKey: `card-change-sms:${id}` });
  } else await enqueue(tx, "send-correction-sms", { correctionId }, { jobKey: `correction-sms ${correctionId}` });
  return renewed;
}

/** The stored correction as the form would post it. An emptied teaching point has a word of its own. */
const typedOf = (content: Content): DetailsInput =>
  Object.fromEntries(content.map(({ item, after }) => [item, after || NO_TEACHING_POINT]));

const sameChanges = (changes: readonly FieldCorrection[], content: Content): boolean =>
  changes.length === content.length &&
  content.every(({ item, after }) => changes.some((change) => change.item === item && change.after === after));

/** The unique indexes speak last: a colleague or the other candidate may have been faster. */
export async function refuseHeldDocument<T, E extends string>(write: () => Promise<Result<T, E>>) {
  try {
    return await write();
  } catch (error) {
    const index = violatedIndex(error);
    if (index?.includes("registration_document")) return refuse("correction_number_taken");
    if (index?.includes("document_index")) return refuse("correction_number_bound");
    throw error;
  }
}
