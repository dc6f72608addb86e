import { recordAudit } from "@/lib/domain/audit/commands";
import type { Tx } from "@/lib/adapter/db/client";
import { endExchanges } from "@/lib/domain/correction/commands/end-exchanges";
import { advance } from "@/lib/domain/registration/commands/advance";
import { freeSeat } from "@/lib/domain/seating/commands/free-seat";
import type { Charge } from "../queries/charges";

/**
 * Ends the registration that a charge settled, with its exchanges, and frees its seat, once WeChat has accepted refunds
 * of the whole charge. A candidate whose money goes back must not keep a seat, and a candidate who has paid must not
 * lose it. A second call does nothing. A second payment of the same order is a different charge and ends nothing. The
 * caller must hold the charge's lock.
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
  await endExchanges(tx, { registrationId, reason: "已全额退款，报名已取消。", actor: { kind: "SYSTEM" }, now });
  const seatsFreed = await freeSeat(tx, registrationId);
  await recordAudit(tx, {
    actor: { kind: "SYSTEM" },
    action: "refund.end_registration",
    subject: cause,
    detail: { seatsFreed },
    now,
  });
}
