import { create } from "qrcode";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { cardPicture, renderCard } from "@/lib/domain/admit-card/commands/render-card";
import { type Card, printableCard, renderedCard } from "@/lib/domain/admit-card/queries";
import { createSeated } from "../../support/admit-card";

const now = new Date();

async function seatedCard(): Promise<Card> {
  const { id, accountId } = await createSeated({ name: "欧阳修文" });
  const card = await printableCard({ registrationId: id, asker: { kind: "candidate", accountId }, now });
  if (!card.ok) throw new Error(card.error);
  return card.value;
}

async function pictureOf(card: Card): Promise<Buffer> {
  const picture = await cardPicture({ card, now });
  if (!picture.ok) throw new Error(picture.error);
  return Buffer.from(picture.value);
}

/** Reads the modules of the code in the lower right corner, as a scanner does: black or white at each centre. */
async function scannedModules(picture: Buffer, size: number): Promise<boolean[][]> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const dark = (x: number, y: number) => (data[Math.round(y) * info.width + Math.round(x)] ?? 255) < 128;
  const [columns, rows] = [new Set<number>(), new Set<number>()];
  for (let y = Math.round(info.height * 0.85); y < info.height; y += 1)
    for (let x = Math.round(info.width * 0.7); x < info.width; x += 1) {
      if (!dark(x, y)) continue;
      columns.add(x);
      rows.add(y);
    }
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  const [wide, high] = [Math.max(...columns) + 1 - left, Math.max(...rows) + 1 - top];
  expect(Math.abs(wide - high)).toBeLessThanOrEqual(2);
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) =>
      dark(left + ((x + 0.5) * wide) / size - 0.5, top + ((y + 0.5) * high) / size - 0.5),
    ),
  );
}

describe("the card as one picture", () => {
  it("is as wide as can be read, and its code can be scanned", async () => {
    const card = await seatedCard();
    const picture = await pictureOf(card);
    const { format, width, height } = await sharp(picture).metadata();
    expect({ format, width, height }).toEqual({ format: "png", width: 1240, height: 1754 });
    const { modules } = create(card.code, { errorCorrectionLevel: "M" });
    const expected = Array.from({ length: modules.size }, (_, y) =>
      Array.from({ length: modules.size }, (_, x) => Boolean(modules.get(y, x))),
    );
    expect(await scannedModules(picture, modules.size)).toEqual(expected);
  });

  it("is drawn once a version and then served as a file, also when many ask at once", async () => {
    const card = await seatedCard();
    const pictures = await Promise.all(Array.from({ length: 8 }, () => pictureOf(card)));
    expect(new Set(pictures.map((picture) => picture.toString("base64"))).size).toBe(1);
    const stored = await renderedCard(card);
    expect(stored?.pictureKey).toEqual(expect.any(String));
    await pictureOf(card);
    expect((await renderedCard(card))?.pictureKey).toBe(stored?.pictureKey);
    const kept = { registrationId: card.registrationId, kind: "ADMIT_CARD", contentType: "image/png" } as const;
    expect(await db().storedFile.count({ where: kept })).toBe(1);
  });

  it("is drawn by the job, beside the PDF", async () => {
    const card = await seatedCard();
    const { registrationId } = card;
    expect(await renderCard({ registrationId, now })).toEqual({ ok: true, value: "rendered" });
    expect((await renderedCard(card))?.pictureKey).toEqual(expect.any(String));
    expect(await renderCard({ registrationId, now })).toEqual({ ok: true, value: "nothing_to_do" });
  });

  it("refuses a name that no font draws", async () => {
    const { id, accountId } = await createSeated({ name: "王\u{31350}" });
    const card = await printableCard({ registrationId: id, asker: { kind: "candidate", accountId }, now });
    if (!card.ok) throw new Error(card.error);
    expect(await cardPicture({ card: card.value, now })).toMatchObject({ ok: false, error: "name_cannot_be_drawn" });
  });
});
