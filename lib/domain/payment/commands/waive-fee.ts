import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { advance } from "@/lib/domain/registration/commands/advance";
import { canApply } from "@/lib/domain/registration/status";
import { feeFor } from "../order-terms";
import { closeLiveOrder } from "./close-live-order";
import { needsSecondPerson } from "./second-person";

export type WaiveRefusal =
  | "registration_not_found"
  | "registration_not_in_expected_status"
  | "waiver_already_waits"
  | "order_already_paid"
  | "payment_unknown";

export type Waived = { needsSecond: boolean };

/**
 * 减免: confirms a registration without a payment, for a reason. If the amount is above what this member of staff may
 * decide alone, it requests a second person instead. An order that could still be paid is closed first; if it was paid,
 * the payment wins. The candidate may still pay until a second person has confirmed.
 */
export async function waiveFee(
  { staffId, registrationId, reason }: { staffId: string; registrationId: string; reason: string },
  now: Date,
): Promise<Result<Waived, WaiveRefusal>> {
  const registration = await db().registration.findUnique({
    where: { id: registrationId },
    select: {
      status: true,
      examSessionId: true,
      examSession: { select: { feeFen: true } },
      language: { select: { feeFen: true } },
    },
  });
  if (!registration) return refuse("registration_not_found");
  if (!canApply("confirmPayment", registration.status)) return refuse("registration_not_in_expected_status");
  const waivedFen = feeFor(registration.examSession, registration.language);
  const wish = { staffId, examSessions: [registration.examSessionId], amountFen: waivedFen };
  const asked = await db().$transaction((tx) => needsSecondPerson(tx, wish, now));
  if (!asked) {
    const closed = await closeLiveOrder({ registrationId }, now);
    if (!closed.ok) return closed;
  }
  try {
    return await transact<Waived, WaiveRefusal>(async (tx) => {
      // Check again under the lock: another request may have used up the limit since.
      const needsSecond = asked || (await needsSecondPerson(tx, wish, now));
      const data = { registrationId, reason, waivedFen, staffId, createdAt: now, needsSecond };
      const { id } = await tx.waiverRequest.create({ data, select: { id: true } });
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: "waiver.request",
        subject: { kind: "waiver_request", id },
        detail: { registrationId, waivedFen, needsSecond },
        now,
      });
      const waived = needsSecond ? ok(null) : await confirmWaiver(tx, data, staffId, now);
      return waived.ok ? ok({ needsSecond }) : waived;
    });
  } catch (error) {
    if (violatedIndex(error) === null) throw error;
    return refuse("waiver_already_waits");
  }
}

/**
 * Marks the registration as paid. The ledger records who waived how much and why. `decider`: the member of staff who
 * made the final decision.
 */
export async function confirmWaiver(
  tx: Tx,
  {
    registrationId,
    reason,
    waivedFen,
    staffId,
  }: { registrationId: string; reason: string; waivedFen: number; staffId: string },
  decider: string,
  now: Date,
): Promise<Result<null, "registration_not_in_expected_status">> {
  const moved = await advance(tx, {
    registrationId,
    event: "confirmPayment",
    actor: { kind: "STAFF", id: decider },
    now,
    reason,
    data: { paidAt: now },
  });
  if (!moved.ok) return moved;
  await tx.ledgerEntry.create({
    data: { kind: "WAIVER", registrationId, amountFen: 0, waivedFen, at: now, createdAt: now, staffId, reason },
  });
  return ok(null);
}
