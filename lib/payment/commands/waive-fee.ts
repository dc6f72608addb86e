import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/db/client";
import { transact } from "@/lib/db/transact";
import { advance } from "@/lib/registration/commands/advance";
import { feeFor } from "../order-terms";
import { closeLiveOrder } from "./close-live-order";

export type WaiveRefusal = "registration_not_found" | "registration_not_in_expected_status" | "order_already_paid" | "payment_unknown";

/** 减免: confirms a registration without money, for a reason. An order that could still be paid is closed first; if that says paid, payment wins. */
export async function waiveFee(
  { staffId, registrationId, reason }: { staffId: string; registrationId: string; reason: string },
  now: Date,
): Promise<Result<null, WaiveRefusal>> {
  const registration = await db().registration.findUnique({
    where: { id: registrationId },
    select: { examSession: { select: { feeFen: true } }, language: { select: { feeFen: true } } },
  });
  if (!registration) return refuse("registration_not_found");
  const closed = await closeLiveOrder({ registrationId }, now);
  if (!closed.ok) return closed;
  return transact<null, WaiveRefusal>(async (tx) => {
    const moved = await advance(tx, {
      registrationId,
      event: "confirmPayment",
      actor: { kind: "STAFF", id: staffId },
      now,
      reason,
      data: { paidAt: now },
    });
    if (!moved.ok) return moved;
    const waivedFen = feeFor(registration.examSession, registration.language);
    await tx.ledgerEntry.create({
      data: { kind: "WAIVER", registrationId, amountFen: 0, waivedFen, at: now, createdAt: now, staffId, reason },
    });
    return ok(null);
  });
}
