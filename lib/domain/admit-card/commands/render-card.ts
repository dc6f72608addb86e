import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { pagePicture } from "@/lib/adapter/pdf/page-picture";
import { renderPdf } from "@/lib/adapter/pdf/renderer";
import { deleteEncryptedFile, readEncryptedFile, storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { storeCardFile } from "@/lib/domain/registration/commands/store-card-file";
import { brandOf } from "@/lib/domain/exam-session/queries";
import { type Card, printableCard, renderedCard, sessionCharacters } from "../queries";

/** The PDF of a card's current version: the stored file, or a new one that is stored now. */
export async function cardPdf({
  card,
  now,
}: {
  card: Card;
  now: Date;
}): Promise<Result<Uint8Array, "name_cannot_be_drawn">> {
  const stored = await renderedCard(card);
  return stored ? ok(await readEncryptedFile(stored.storageKey)) : drawCard({ card, now });
}

/** Wide enough to read every line on a phone, and to scan the code from its screen: A4 at 150 dots an inch. */
const PICTURE_WIDTH = 1240;

/** The picture of a card's current version, drawn from its PDF: the stored file, or a new one that is stored now. */
export async function cardPicture({
  card,
  now,
}: {
  card: Card;
  now: Date;
}): Promise<Result<Uint8Array, "name_cannot_be_drawn">> {
  const stored = await renderedCard(card);
  if (stored?.pictureKey) return ok(await readEncryptedFile(stored.pictureKey));
  const pdf = await cardPdf({ card, now });
  if (!pdf.ok) return pdf;
  const bytes = await pagePicture(pdf.value, PICTURE_WIDTH);
  const storageKey = await storeEncryptedFile(bytes);
  const kept = await transact(async (tx) => {
    const pictureFileId = await storeCardFile(tx, { ...card, storageKey, bytes, contentType: "image/png" });
    // Of two calls that draw the same picture at once, one is stored.
    const { count } = await tx.admitCard.updateMany({
      where: { registrationId: card.registrationId, version: card.version, pictureFileId: null },
      data: { pictureFileId },
    });
    return count === 1 ? ok(null) : refuse("stored_meanwhile");
  });
  if (!kept.ok) await deleteEncryptedFile(storageKey);
  return ok(bytes);
}

/**
 * The work of the job: draws the current version of a card, as a PDF and as a picture. Does nothing when both are
 * stored already or the card no longer exists.
 */
export async function renderCard({
  registrationId,
  now,
}: {
  registrationId: string;
  now: Date;
}): Promise<Result<"rendered" | "nothing_to_do", "name_cannot_be_drawn">> {
  const card = await printableCard({ registrationId, asker: { kind: "staff" }, now });
  if (!card.ok || (await renderedCard(card.value))?.pictureKey) return ok("nothing_to_do");
  const drawn = await cardPicture({ card: card.value, now });
  return drawn.ok ? ok("rendered") : drawn;
}

/**
 * Draws a card and stores it as the file of its version. Files of older versions stay. Of two calls that draw the same
 * version at once, one is stored; the other deletes its equal file.
 */
async function drawCard({ card, now }: { card: Card; now: Date }): Promise<Result<Uint8Array, "name_cannot_be_drawn">> {
  const drawn = await renderPdf({
    document: "admit-card",
    brand: await brandOf(card.face),
    data: { ...card.text, code: card.code, version: card.version },
    portrait: await readEncryptedFile(card.portrait.storageKey),
    characters: await sessionCharacters(card.examSessionId),
  });
  if ("missing" in drawn) return refuse("name_cannot_be_drawn");

  const storageKey = await storeEncryptedFile(drawn.pdf);
  try {
    await transact(async (tx) => {
      const fileId = await storeCardFile(tx, {
        ...card,
        storageKey,
        bytes: drawn.pdf,
        contentType: "application/pdf",
      });
      const { id } = await tx.admitCard.create({
        data: { registrationId: card.registrationId, version: card.version, fileId, renderedAt: now },
      });
      await recordAudit(tx, {
        actor: { kind: "SYSTEM" },
        action: "admit_card.render",
        subject: { kind: "admit_card", id },
        detail: { registrationId: card.registrationId, version: card.version },
        now,
      });
      return ok(id);
    });
    return ok(drawn.pdf);
  } catch (error) {
    await deleteEncryptedFile(storageKey);
    if (violatedIndex(error)) return ok(drawn.pdf);
    throw error;
  }
}
