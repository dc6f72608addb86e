import { randomBytes } from "node:crypto";
import { ok, refuse, type Result } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { consume, type Limit } from "@/lib/adapter/rate-limit/limiter";
import { recordAudit } from "@/lib/domain/audit/commands";
import type { PrintRefusal } from "../print-refusal";
import { cardLinkHash, printableCard } from "../queries";

/** Minutes in which a link can be opened: enough to copy it from WeChat into another browser. */
const CARD_LINK_MINUTES = 10;

const linksOfCard: Limit = { name: "card-link", points: 20, seconds: 3600 };

/**
 * Makes the link by which a candidate opens his card's PDF in another browser, once and without signing in. Only its
 * hash is stored. It replaces an earlier link of the same card.
 */
export async function createCardLink({
  registrationId,
  accountId,
  now,
}: {
  registrationId: string;
  accountId: string;
  now: Date;
}): Promise<Result<{ token: string; expiresAt: Date }, "not_found" | PrintRefusal | "too_many_card_links">> {
  const card = await printableCard({ registrationId, asker: { kind: "candidate", accountId }, now });
  if (!card.ok) return card;
  if (!(await consume(linksOfCard, registrationId)).allowed) return refuse("too_many_card_links");
  const token = randomBytes(32).toString("base64url");
  const link = {
    tokenHash: cardLinkHash(token),
    expiresAt: new Date(now.getTime() + CARD_LINK_MINUTES * 60_000),
    usedAt: null,
  };
  return transact(async (tx) => {
    await tx.cardLink.upsert({ where: { registrationId }, create: { registrationId, ...link }, update: link });
    await recordAudit(tx, {
      actor: { kind: "CANDIDATE", id: accountId },
      action: "admit_card.link",
      subject: { kind: "registration", id: registrationId },
      now,
    });
    return ok({ token, expiresAt: link.expiresAt });
  });
}
