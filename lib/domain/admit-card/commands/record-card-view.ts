import { recordAudit } from "@/lib/domain/audit/commands";
import { ok } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import type { Card } from "../queries";

/** Records that a member of staff opened a card, which shows a portrait and a document number. */
export const recordCardView = ({ card, staffId, now }: { card: Card; staffId: string; now: Date }) =>
  transact(async (tx) => {
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "admit_card.view",
      subject: { kind: "registration", id: card.registrationId },
      detail: { version: card.version },
      now,
    });
    return ok(null);
  });
