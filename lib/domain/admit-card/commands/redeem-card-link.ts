import { ok, refuse, type Result } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { recordAudit } from "@/lib/domain/audit/commands";
import { cardLinkHash, linkedCard } from "../queries";
import { cardPdf } from "./render-card";

/**
 * The PDF behind a card link, once: one UPDATE checks the link and marks it as used, so of any number of callers one
 * gets the PDF. A card that cannot be drawn leaves the link unused.
 */
export async function redeemCardLink({
  token,
  now,
}: {
  token: string;
  now: Date;
}): Promise<Result<Uint8Array, "card_link_dead" | "name_cannot_be_drawn">> {
  const card = await linkedCard({ token, now });
  if (!card) return refuse("card_link_dead");
  const pdf = await cardPdf({ card, now });
  if (!pdf.ok) return pdf;
  const used = await transact(async (tx) => {
    const { count } = await tx.cardLink.updateMany({
      where: {
        tokenHash: cardLinkHash(token),
        usedAt: null,
        expiresAt: { gt: now },
        registration: { status: "PAID" },
      },
      data: { usedAt: now },
    });
    if (count !== 1) return refuse("card_link_dead");
    await recordAudit(tx, {
      actor: { kind: "SYSTEM" },
      action: "admit_card.link_used",
      subject: { kind: "registration", id: card.registrationId },
      detail: { version: card.version },
      now,
    });
    return ok(null);
  });
  return used.ok ? pdf : used;
}
