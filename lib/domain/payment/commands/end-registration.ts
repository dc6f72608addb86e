import { recordAudit } from "@/lib/domain/audit/commands";
import type { Tx } from "@/lib/adapter/db/client";
import { advance } from "@/lib/domain/registration/commands/advance";
import { freeSeat } from "@/lib/domain/seating/commands/free-seat";
import type { Charge } from "../queries/charges";

/**
 * Ends the registration that a charge settles, and frees its seat, once WeChat has accepted to give back all of it: a
 * seat is not kept by who has his money back, nor taken from who has not. Nothing happens a second time, and a second
 * payment of the same order is another charge, which ends nothing. The charge must be held.
 */
export async function endRegistration(
  tx: Tx,
  charge: Charge | null,
  cause: { kind: string; id: string },
  now: Date,
): Promise<void> {
  if (!charge?.settles || charge.keptFen > 0 || charge.registrationId === null) return;
  const { registrationId } = charge;
  const moved = await advance(tx, {
    registrationId,
    event: "cancel",
    actor: { kind: "SYSTEM" },
    now,
    reason: "refund",
  });
  if (!moved.ok) return;
  const seatsFreed = await freeSeat(tx, registrationId);
  await recordAudit(tx, {
    actor: { kind: "SYSTEM" },
    action: "refund.end_registration",
    subject: cause,
    detail: { seatsFreed },
    now,
  });
}
