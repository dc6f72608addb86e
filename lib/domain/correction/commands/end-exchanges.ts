import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import type { Tx } from "@/lib/adapter/db/client";
import { removeEvidenceOf } from "@/lib/domain/evidence/commands/remove-evidence";

/**
 * Withdraws every exchange of a registration that was reopened, cancelled or paid back: there is nothing left to
 * exchange, and what came in is not accepted by surprise later. In the caller's transaction, which has moved the
 * registration and so holds its row. The candidate is told of that, not of this.
 */
export async function endExchanges(
  tx: Tx,
  { registrationId, reason, actor, now }: { registrationId: string; reason: string; actor: Actor; now: Date },
): Promise<void> {
  const ended = await tx.exchange.updateManyAndReturn({
    where: { registrationId, state: { in: ["OPEN", "HANDED_IN"] } },
    data: {
      state: "WITHDRAWN",
      decidedById: actor.kind === "STAFF" ? actor.id : null,
      decidedAt: now,
      decisionReason: reason,
    },
    select: { id: true, item: true },
  });
  for (const { id, item } of ended) {
    await removeEvidenceOf(tx, { exchangeId: id }, { actor, now });
    await recordAudit(tx, {
      actor,
      action: "exchange.withdraw",
      subject: { kind: "exchange", id },
      detail: { registrationId, item },
      now,
    });
  }
}
