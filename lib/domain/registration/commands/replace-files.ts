import { refuse, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import type { UploadItem } from "../items";

/** A file whose pictures are in the store already. `pages`: the first one is the file itself. */
export type PlacedFile = {
  pages: readonly { storageKey: string; size: number; width: number; height: number }[];
  contentIndex: string;
  perceptualHash: string | null;
  findings: string[];
};

/**
 * Puts files in the place of those of their kind, in the transaction of staff's decision. The status stays; the version
 * counts, so that nobody decides on what was shown before. The former files are kept until retention deletes them.
 * Returns the new version.
 */
export async function replaceFiles(
  tx: Tx,
  {
    registrationId,
    accountId,
    kind,
    files,
    now,
  }: { registrationId: string; accountId: string; kind: UploadItem; files: readonly PlacedFile[]; now: Date },
): Promise<number> {
  const live = { registrationId, accountId, kind, removedAt: null };
  await tx.storedFile.updateMany({ where: live, data: { removedAt: now } });
  for (const { pages, contentIndex, perceptualHash, findings } of files) {
    const [first, ...further] = pages;
    if (!first) throw new Error("a file without a page");
    const { id } = await tx.storedFile.create({
      data: {
        registrationId,
        accountId,
        kind,
        ...first,
        contentIndex,
        perceptualHash,
        findings,
        contentType: "image/jpeg",
        pages: pages.length,
        createdAt: now,
        furtherPages: { create: further.map((page, index) => ({ number: index + 2, ...page })) },
      },
    });
    await enqueue(tx, "match-pictures", { fileId: id });
  }
  const { version } = await tx.registration.update({
    where: { id: registrationId },
    data: { version: { increment: 1 }, updatedAt: now },
    select: { version: true },
  });
  return version;
}

/** Keeps the consent that was ticked beside a portrait; refuses a portrait to which nobody consented. */
export async function keepFaceConsent(
  tx: Tx,
  { registrationId, ticked, now }: { registrationId: string; ticked: boolean; now: Date },
): Promise<Result<null, "face_consent_missing">> {
  const where = { id: registrationId };
  const { faceConsentAt } = await tx.registration.findUniqueOrThrow({ where, select: { faceConsentAt: true } });
  if (faceConsentAt) return ok(null);
  if (!ticked) return refuse("face_consent_missing");
  await tx.registration.update({ where, data: { faceConsentAt: now } });
  return ok(null);
}
