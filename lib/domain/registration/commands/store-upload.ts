import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import type { PortraitRule } from "@/lib/core/portrait-rule";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { processDocument } from "@/lib/adapter/image/document";
import { type CropRectangle, processPortrait } from "@/lib/adapter/image/portrait";
import type { UploadKind } from "../items";
import { isProof, MAX_FILES_EVER, MAX_PROOFS } from "../uploads";
import { type ChangeUploadsRefusal, changeUploads, mayChangeUploads, type RegistrationOwner } from "./change-uploads";
import { type Processed, processProof, type ProofRefusal } from "./process-proof";
import { contentIndexOf, createFile, type StoredUpload, type StoredPage, storePages } from "./store-pages";

export type StoreUploadRefusal =
  | ChangeUploadsRefusal
  | ProofRefusal
  | "file_empty"
  | "face_consent_missing"
  | "too_many_proofs"
  | "too_many_files";

/** `source`: the received bytes, or the path of the file that holds them. The caller has limited their size. */
export type StoreUpload = RegistrationOwner & {
  kind: UploadKind;
  source: ImageSource;
  crop?: CropRectangle;
  faceConsent?: boolean;
  /** Who of the staff does it for him (当面代填). */
  actor?: Actor;
  now: Date;
};

/**
 * Converts a received file, stores it encrypted and attaches it to the registration. A kind that exists once replaces
 * the file before; proofs are added. The bytes are written before the transaction. If the transaction refuses or fails,
 * they are deleted again.
 */
export async function storeUpload(upload: StoreUpload): Promise<Result<StoredUpload, StoreUploadRefusal>> {
  const { kind } = upload;
  // An early check saves the expensive work. Only the check inside the transaction decides.
  const allowed = await mayChangeUploads(upload, kind, upload.now);
  if (!allowed.ok) return allowed;
  if (kind === "PORTRAIT" && !upload.faceConsent && !allowed.value.faceConsentAt) return refuse("face_consent_missing");

  const processed = await process(upload, allowed.value.portraitRule);
  if (!processed.ok) return processed;
  return storePages(processed.value.pages, (stored) =>
    transact((tx) => putInPlace(tx, upload, { pages: stored, findings: processed.value.findings })),
  );
}

async function process(
  { kind, source, crop }: StoreUpload,
  portraitRule: PortraitRule,
): Promise<Result<Processed, ProofRefusal>> {
  if (kind === "PORTRAIT") {
    const portrait = await processPortrait(source, portraitRule, crop);
    return portrait.ok ? ok({ pages: [portrait.value], findings: portrait.value.findings }) : portrait;
  }
  // Only a proof may be a PDF: the two sides of an ID card must be pictures.
  if (isProof(kind)) return processProof(source);
  const document = await processDocument(source);
  return document.ok ? ok({ pages: [document.value], findings: [] }) : document;
}

async function putInPlace(
  tx: Tx,
  upload: StoreUpload,
  { pages, findings }: { pages: readonly StoredPage[]; findings: string[] },
): Promise<Result<{ file: StoredUpload; fresh: boolean }, StoreUploadRefusal>> {
  const { accountId, registrationId, kind, now } = upload;
  const locked = await changeUploads(tx, upload, kind, now);
  if (!locked.ok) return locked;

  const live = { accountId, registrationId, kind, removedAt: null };
  if (isProof(kind)) {
    // The same proof again is a repeated post whose answer was lost. The file is already stored.
    const same = await tx.storedFile.findFirst({ where: { ...live, contentIndex: contentIndexOf(pages) } });
    if (same) {
      const { id, findings: found, size, width, height } = same;
      return ok({ file: { id, kind, findings: found, pages: same.pages ?? 1, size, width, height }, fresh: false });
    }
    if ((await tx.storedFile.count({ where: live })) >= MAX_PROOFS) return refuse("too_many_proofs");
  } else {
    await tx.storedFile.updateMany({ where: live, data: { removedAt: now } });
  }
  if ((await tx.storedFile.count({ where: { registrationId } })) >= MAX_FILES_EVER) return refuse("too_many_files");
  if (kind === "PORTRAIT" && !locked.value.faceConsentAt) {
    if (!upload.faceConsent) return refuse("face_consent_missing");
    await tx.registration.updateMany({ where: { id: registrationId, accountId }, data: { faceConsentAt: now } });
  }

  const file = await createFile(tx, { accountId, registrationId, kind, pages, findings, now });
  await recordAudit(tx, {
    actor: upload.actor ?? { kind: "CANDIDATE", id: accountId },
    action: "file.upload",
    subject: { kind: "file", id: file.id },
    detail: { registrationId, kind },
    now,
  });
  return ok({ file, fresh: true });
}
