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
  /** We do not know whether WeChat accepted the order. The next attempt sends the same order again. */
  | "payment_unknown"
  | "payment_unavailable"
  /** 指定身份支付 is switched on for the exam session, but WeChat has not granted it to the merchant. */
  | "payment_identity_not_permitted"
  | "registration_not_in_expected_status";

/** `free`: there was nothing to pay. `paid`: WeChat already has the money. */
export type Opened = "open" | "paid" | "free";

/** How the candidate wants to pay, with the data that only this way needs. */
export type Way = { channel: "NATIVE" } | { channel: "JSAPI"; openid: string } | { channel: "H5"; clientIp: string };

/** An order number that WeChat reports as used up is replaced once. More attempts could loop forever. */
const ATTEMPTS = 2;

/**
 * Creates the payment order of a registration, or returns a way to pay the existing one. Repeated calls, also from
 * several browser windows, send WeChat the same number and the same body. Another channel or another payer needs
 * another order, which is created after the old one is closed. The order row is written before the call to WeChat and
 * the result after it. If the process crashes in between, the next call or the sweep completes the row.
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
    // Another window settled the order since we read it, or staff undid the approval.
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
        // WeChat reports the order as paid, closed, used up or invalid. Refusals are not signed, so a signed query
        // decides.
        const closed = await closeOrder(order, now);
        if (closed === "paid") return ok("paid");
        if (closed === "unknown") return refuse("payment_unknown");
      }
    }
  }
  return refuse("payment_unavailable");
}

/**
 * After the window closes, an open order is closed at once instead of waiting for the sweep. If it was paid, the
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
 * Who may pay the order: the holder of the phone inside WeChat, or only the candidate if the exam session requires it.
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
 * Writes the order before the call to WeChat. Returns null when the registration no longer waits for a payment, or when
 * another browser window already created an order: the unique index allows one live order for each registration.
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
      // Lock the registration until the order is written. If staff undo the approval at the same time, either they see
      // this order, or we see that the approval is gone.
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

/** Confirms a registration whose fee is zero, without a payment. */
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
