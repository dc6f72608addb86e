import { randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/domain/audit/commands";
import type { Fen } from "@/lib/core/money";
import { ok, refuse, type Result } from "@/lib/core/result";
import { Prisma, type Tx } from "@/lib/adapter/db/client";
import type { RefundCause } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { enqueue, enqueueBatch } from "@/lib/adapter/jobs/enqueue";
import { cleanText } from "@/lib/adapter/wechat-pay/clean-text";
import type { Charge } from "../queries/charges";
import { makeOutRefundNo } from "../order-terms";
import { lockCharges } from "./lock-charges";
import { needsSecondPerson } from "./second-person";

export type RefundTarget = { chargeId: string; amountFen: Fen };

export type RefundRefusal =
  | "refund_nothing_chosen"
  | "refund_too_many"
  | "refund_charge_not_found"
  | "refund_exceeds_charge"
  | "refund_form_used"
  | "refund_nothing_to_give";

/**
 * The most charges that one person can review in a form. Refunding a whole exam session is a separate kind of request.
 */
const MAX_TARGETS = 500;

export type Requested = { requestId: string; needsSecond: boolean };

/**
 * Requests refunds of charges, in full or in part. They start at once, unless the sum is above what this member of
 * staff may decide alone; then they wait for a second person. Earlier requests count, so that a charge is never
 * refunded more than once. `requestId` identifies the request: if the browser posts the form again, because the answer
 * was lost or staff pressed the button twice, the existing request is found and no second refund is created.
 */
export async function requestRefunds(
  {
    staffId,
    reason,
    targets,
    requestId,
  }: { staffId: string; reason: string; targets: readonly RefundTarget[]; requestId?: string | undefined },
  now: Date,
): Promise<Result<Requested, RefundRefusal>> {
  if (targets.length === 0) return refuse("refund_nothing_chosen");
  if (targets.length > MAX_TARGETS) return refuse("refund_too_many");
  return transact<Requested, RefundRefusal>(async (tx) => {
    const charges = await lockCharges(tx, Prisma.sql`e.id = ANY (${targets.map(({ chargeId }) => chargeId)}::uuid[])`);
    const wanted = new Map(targets.map(({ chargeId, amountFen }) => [chargeId, amountFen]));
    // The charges are locked, so an earlier post of the same form has finished.
    const before = requestId === undefined ? null : await requestOf(tx, requestId);
    if (before) {
      const isSame =
        before.staffId === staffId &&
        before.reason === reason &&
        before.refunds.length === targets.length &&
        before.refunds.every(({ chargeId, amountFen }) => wanted.get(chargeId) === amountFen);
      return isSame ? ok({ requestId: before.id, needsSecond: before.needsSecond }) : refuse("refund_form_used");
    }
    if (charges.length < targets.length) return refuse("refund_charge_not_found");
    const rows = charges.map((charge) => ({ charge, amountFen: wanted.get(charge.id) ?? 0 }));
    if (
      rows.some(
        ({ charge, amountFen }) => !Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen > charge.leftFen,
      )
    ) {
      return refuse("refund_exceeds_charge");
    }
    return writeRequest(tx, { id: requestId, staffId, reason, cause: "STAFF", rows }, now);
  });
}

const requestOf = (tx: Tx, id: string) =>
  tx.refundRequest.findUnique({
    where: { id },
    select: {
      id: true,
      staffId: true,
      reason: true,
      needsSecond: true,
      refunds: { select: { chargeId: true, amountFen: true } },
    },
  });

/** What a member of staff was shown and confirmed: so many payments, of this sum. */
export type Confirmed = { count: number; sumFen: Fen };

/**
 * The exam was cancelled: refunds what is left of every payment of the exam session, and ends every paid registration.
 * It is compared with what was confirmed while the charges are locked: a payment that settled after the page was shown,
 * or a refund that began, refuses the request.
 */
export const requestSessionRefund = (
  {
    staffId,
    examSessionId,
    confirmed,
    reason,
  }: { staffId: string; examSessionId: string; confirmed: Confirmed; reason: string },
  now: Date,
): Promise<Result<Requested, RefundRefusal | "refund_list_changed">> =>
  transact<Requested, RefundRefusal | "refund_list_changed">(async (tx) => {
    const charges = await lockCharges(
      tx,
      Prisma.sql`r.exam_session_id = ${examSessionId}::uuid AND o.status = 'SUCCEEDED'`,
    );
    const rows = charges.filter(({ leftFen }) => leftFen > 0).map((charge) => ({ charge, amountFen: charge.leftFen }));
    if (rows.length === 0) return refuse("refund_nothing_to_give");
    const sumFen = rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
    if (rows.length !== confirmed.count || sumFen !== confirmed.sumFen) return refuse("refund_list_changed");
    return writeRequest(tx, { staffId, reason, cause: "EXAM_CANCELLED", rows }, now);
  }, "session");

type Asked = {
  id?: string | undefined;
  staffId: string;
  reason: string;
  cause: RefundCause;
  rows: readonly { charge: Charge; amountFen: Fen }[];
};

async function writeRequest(
  tx: Tx,
  { id, staffId, reason, cause, rows }: Asked,
  now: Date,
): Promise<Result<Requested, never>> {
  const sessions = [...new Set(rows.map(({ charge }) => charge.examSessionId))];
  const totalFen = rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const needsSecond = await needsSecondPerson(tx, { staffId, examSessions: sessions, amountFen: totalFen }, now);
  const { id: requestId } = await tx.refundRequest.create({
    data: {
      id: id ?? uuidv7(now),
      examSessionId: sessions.length === 1 ? (sessions[0] ?? null) : null,
      cause,
      reason,
      count: rows.length,
      totalFen,
      staffId,
      createdAt: now,
      needsSecond,
    },
    select: { id: true },
  });
  const refunds = rows.map(({ charge, amountFen }) => ({
    id: uuidv7(now),
    chargeId: charge.id,
    requestId,
    outRefundNo: makeOutRefundNo(now, randomBytes(7).toString("hex")),
    cause,
    status: needsSecond ? ("AWAITING" as const) : ("PENDING" as const),
    amountFen,
    reason: cleanText(reason, 80),
    // Nothing is left of the charge. A candidate who was refunded in full does not sit the exam.
    cancels: charge.settles && amountFen === charge.leftFen,
    createdAt: now,
    nextTryAt: now,
  }));
  await tx.refund.createMany({ data: refunds });
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action: "refund.request",
    subject: { kind: "refund_request", id: requestId },
    detail: { count: rows.length, totalFen, needsSecond },
    now,
  });
  if (!needsSecond) await stageRefunds(tx, refunds);
  return ok({ requestId, needsSecond });
}

/** Queues the job that sends the refund, and the SMS to the payer. */
export async function stageRefunds(tx: Tx, refunds: readonly { id: string }[]): Promise<void> {
  await enqueue(tx, "sweep-refunds", {}, { jobKey: "sweep-refunds" });
  await enqueueBatch(
    tx,
    "send-refund-sms",
    refunds.map(({ id }) => ({ jobKey: `refund-sms ${id}`, payload: { refundId: id } })),
  );
}

/**
 * Refunds all that is left of a charge to resolve a payment exception, in the transaction that resolves the exception.
 */
export const requestExceptionRefund = (
  tx: Tx,
  { staffId, reason, charge }: { staffId: string; reason: string; charge: Charge },
  now: Date,
): Promise<Result<Requested, never>> =>
  writeRequest(tx, { staffId, reason, cause: "EXCEPTION", rows: [{ charge, amountFen: charge.leftFen }] }, now);
