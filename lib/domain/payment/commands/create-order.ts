import { randomBytes } from "node:crypto";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { env } from "@/lib/env";
import { advance } from "@/lib/domain/registration/commands/advance";
import { canApply } from "@/lib/domain/registration/status";
import { orderBody } from "@/lib/adapter/wechat-pay/order-body";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { expiryFor, feeFor, isOutdated, makeOutTradeNo, orderDescription } from "../order-terms";
import { type Payer, payerIdentity, samePayer } from "../payer";
import { type PaymentPhase, paymentPhase } from "../payment-phase";
import { isPrepayFresh } from "../prepay-freshness";
import { type PayingRegistration, payingRegistration } from "../queries/own-orders";
import {
  closeOrder,
  createAtWeChat,
  liveStatuses,
  type LiveOrder,
  liveOrderSelect,
  payerOf,
  queryOrder,
} from "./order-calls";

export type CreateOrderRefusal =
  | "payment_needs_approval"
  | "payment_not_started"
  | "payment_last_minute"
  | "payment_closed"
  /** Whether WeChat took the order is not known: the same order is tried again. */
  | "payment_unknown"
  | "payment_unavailable"
  /** 指定身份支付 is switched on for the session, and WeChat has not granted it to the merchant. */
  | "payment_identity_not_permitted"
  | "registration_not_in_expected_status";

/** `free`: there was nothing to pay. `paid`: WeChat has the money already. */
export type Opened = "open" | "paid" | "free";

/** How the candidate wants to pay, with what only that way needs. */
export type Way = { channel: "NATIVE" } | { channel: "JSAPI"; openid: string } | { channel: "H5"; clientIp: string };

/** A number that turned out to be used up is replaced once; more often would be a loop. */
const ATTEMPTS = 2;

/**
 * Makes the payment order of a registration, or gives it a way to pay that works: the same number and the same body
 * however often and from however many windows it is asked. Another channel or another payer makes another order, once
 * the old one is closed. The intent is written before WeChat is called and the outcome after it, so that a crash
 * between the two leaves a row that the next call or the sweep completes.
 */
export async function createOrder(
  { accountId, registrationId, way }: { accountId: string; registrationId: string; way: Way },
  now: Date,
): Promise<Result<Opened, CreateOrderRefusal>> {
  const registration = await payingRegistration({ accountId, registrationId });
  if (!registration) return refuse("payment_needs_approval");
  if (registration.status === "PAID") return ok("paid");
  if (!canApply("confirmPayment", registration.status)) return refuse("payment_needs_approval");

  const window = windowFor(registration.examSession, registration.overrides, "PAYMENT");
  const phase = paymentPhase(window, now);
  if (phase !== "open") return refuseOutside(phase, registrationId, now);

  const fee = feeFor(registration.examSession, registration.language);
  if (fee === 0) return confirmFree({ accountId, registrationId }, now);

  const payer = payerFor(registration, way);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const order =
      (await liveOrder(registrationId)) ?? (await writeIntent(registration, { fee, way, payer, window, now }));
    // Settled by another window since we looked, or the approval was taken back.
    if (!order) continue;
    if (isOutdated(order, fee, now) || order.channel !== way.channel || !samePayer(payerOf(order), payer)) {
      const closed = await closeOrder(order, now);
      if (closed === "paid") return ok("paid");
      if (closed === "unknown") return refuse("payment_unknown");
      continue;
    }
    if (order.status === "OPEN" && isPrepayFresh(order, now)) return ok("open");

    switch (await createAtWeChat(order, now)) {
      case "open":
        return ok("open");
      case "unknown":
        return refuse("payment_unknown");
      case "misconfigured":
        return refuse("payment_unavailable");
      case "identity_not_permitted":
        return refuse("payment_identity_not_permitted");
      case "refused": {
        // Paid, closed, used up or not acceptable: refusals are not signed, so the query decides.
        const closed = await closeOrder(order, now);
        if (closed === "paid") return ok("paid");
        if (closed === "unknown") return refuse("payment_unknown");
      }
    }
  }
  return refuse("payment_unavailable");
}

/**
 * After the window an order that is still open is ended at once instead of waiting for the sweep; if it was paid, the
 * payment wins.
 */
async function refuseOutside(
  phase: Exclude<PaymentPhase, "open">,
  registrationId: string,
  now: Date,
): Promise<Result<Opened, CreateOrderRefusal>> {
  if (phase === "not_started") return refuse("payment_not_started");
  const order = await liveOrder(registrationId);
  if (phase === "last_minute") {
    if (order && (await queryOrder(order, now)) === "paid") return ok("paid");
    return refuse("payment_last_minute");
  }
  if (order && (await closeOrder(order, now)) === "paid") return ok("paid");
  return refuse("payment_closed");
}

const liveOrder = (registrationId: string): Promise<LiveOrder | null> =>
  db().paymentOrder.findFirst({ where: { registrationId, status: liveStatuses }, select: liveOrderSelect });

/**
 * Whom WeChat is to let pay: whoever holds the phone inside WeChat, the candidate himself where the session asks for
 * it.
 */
function payerFor(registration: PayingRegistration, way: Way): Payer | null {
  const { idType: kind, name, documentEncrypted } = registration;
  const named = registration.examSession.payerIdentity && kind && name && documentEncrypted;
  const identity = named
    ? payerIdentity({
        kind,
        name,
        number: decryptColumn("registration.document_encrypted", registration.id, documentEncrypted),
      })
    : null;
  if (way.channel !== "JSAPI" && !identity) return null;
  return { ...(way.channel === "JSAPI" && { openid: way.openid }), ...(identity && { identity }) };
}

/**
 * Writes the order before WeChat hears of it. null when the registration waits for no payment any more, or when another
 * window was faster and has its order ended: the unique index lets one live order stand.
 */
async function writeIntent(
  registration: PayingRegistration,
  {
    fee,
    way,
    payer,
    window,
    now,
  }: { fee: number; way: Way; payer: Payer | null; window: { closesAt: Date }; now: Date },
): Promise<LiveOrder | null> {
  const timeExpire = expiryFor(window);
  const outTradeNo = makeOutTradeNo(now, randomBytes(7).toString("hex"));
  const body = orderBody({
    channel: way.channel,
    outTradeNo,
    description: orderDescription(registration.examSession),
    total: fee,
    expiresAt: timeExpire,
    notifyUrl: `${env().WECHAT_PAY_NOTIFY_BASE}/api/wechat-pay/notify`,
    clientIp: way.channel === "H5" ? way.clientIp : "",
  });
  try {
    return await db().$transaction(async (tx) => {
      // Held until the order stands: an approval that is being undone at this moment either sees the order or is seen
      // here.
      const waits = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM registration WHERE id = ${registration.id}::uuid AND status = 'APPROVED' FOR SHARE`;
      if (!waits.length) return null;
      const id = uuidv7(now);
      return tx.paymentOrder.create({
        data: {
          id,
          registrationId: registration.id,
          outTradeNo,
          channel: way.channel,
          amountFen: fee,
          createBody: body,
          payerEncrypted: payer && encryptColumn("payment_order.payer_encrypted", id, JSON.stringify(payer)),
          timeExpire,
          createdAt: now,
          nextQueryAt: new Date(now.getTime() + env().WECHAT_PAY_POLL_SECONDS * 1000),
        },
        select: liveOrderSelect,
      });
    });
  } catch (error) {
    if (violatedIndex(error) === null) throw error;
    return liveOrder(registration.id);
  }
}

/** A fee of zero is confirmed like a payment, without one. */
async function confirmFree(
  { accountId, registrationId }: { accountId: string; registrationId: string },
  now: Date,
): Promise<Result<Opened, CreateOrderRefusal>> {
  const moved = await transact((tx) =>
    advance(tx, {
      registrationId,
      event: "confirmPayment",
      actor: { kind: "CANDIDATE", id: accountId },
      now,
      reason: "fee_zero",
      where: { accountId },
      data: { paidAt: now },
    }),
  );
  return moved.ok ? ok("free") : moved;
}
