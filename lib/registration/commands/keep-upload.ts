import { readFile } from "node:fs/promises";
import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { blindIndex } from "@/lib/crypto/sealed";
import type { Tx } from "@/lib/db/client";
import { transact } from "@/lib/db/transact";
import { type ImageRefusal, sourceType } from "@/lib/image/decode";
import { processDocument } from "@/lib/image/document";
import { type CropRectangle, processPortrait } from "@/lib/image/portrait";
import { inspectPdf, type PdfRefusal } from "@/lib/pdf/inspect-pdf";
import { deleteSealedFile, storeSealedFile } from "@/lib/storage/sealed-file";
import type { UploadItem } from "../items";
import { MAX_FILES_EVER, MAX_PROOFS } from "../uploads";
import { type ChangeUploadsRefusal, changeUploads, mayChangeUploads, type Owner } from "./change-uploads";

export type KeepUploadRefusal =
  | ChangeUploadsRefusal
  | ImageRefusal
  | PdfRefusal
  | "file_empty"
  | "face_consent_missing"
  | "too_many_proofs"
  | "too_many_files";

export type KeptUpload = { id: string; kind: UploadItem; contentType: string; findings: string[] };

/** `path`: where the received bytes lie; the caller has bounded their number. */
export type KeepUpload = Owner & { kind: UploadItem; path: string; crop?: CropRectangle; faceConsent?: boolean; now: Date };

/**
 * Turns a received file into what is kept, stores it sealed and puts it in its place: a single kind replaces the one before, proofs add up.
 * The bytes are written before the transaction; when that refuses, they are deleted again.
 */
export async function keepUpload(upload: KeepUpload): Promise<Result<KeptUpload, KeepUploadRefusal>> {
  const { kind, path, crop } = upload;
  // Asked once before the expensive part; what counts is the answer inside the transaction.
  const allowed = await mayChangeUploads(upload, kind, upload.now);
  if (!allowed.ok) return allowed;
  if (kind === "PORTRAIT" && !upload.faceConsent && !allowed.value.faceConsentAt) return refuse("face_consent_missing");

  const processed = await process(kind, path, crop);
  if (!processed.ok) return processed;

  const storageKey = await storeSealedFile(processed.value.bytes);
  try {
    const kept = await transact((tx) => putInPlace(tx, upload, { ...processed.value, storageKey }));
    if (!kept.ok || kept.value.storageKey !== storageKey) await deleteSealedFile(storageKey);
    if (!kept.ok) return kept;
    const { id, contentType, findings } = kept.value;
    return ok({ id, kind, contentType, findings });
  } catch (error) {
    await deleteSealedFile(storageKey);
    throw error;
  }
}

type Processed = { bytes: Buffer; contentType: string; width?: number; height?: number; pages?: number; findings: string[] };

async function process(
  kind: UploadItem,
  path: string,
  crop: CropRectangle | undefined,
): Promise<Result<Processed, ImageRefusal | PdfRefusal | "file_empty">> {
  if (kind === "PORTRAIT") {
    const portrait = await processPortrait(path, crop);
    return portrait.ok ? ok({ ...portrait.value, contentType: "image/jpeg" }) : portrait;
  }
  // Only a proof may be a PDF: the two sides of an ID card are pictures.
  if (kind === "PROOF" && (await sourceType(path)) === "pdf") {
    const bytes = await readFile(path);
    const pdf = inspectPdf(bytes);
    return pdf.ok ? ok({ bytes, pages: pdf.value.pages, contentType: "application/pdf", findings: [] }) : pdf;
  }
  const document = await processDocument(path);
  return document.ok ? ok({ ...document.value, contentType: "image/jpeg", findings: [] }) : document;
}

async function putInPlace(
  tx: Tx,
  upload: KeepUpload,
  { bytes, ...file }: Processed & { storageKey: string },
): Promise<Result<Omit<KeptUpload, "kind"> & { storageKey: string }, KeepUploadRefusal>> {
  const { accountId, registrationId, kind, now } = upload;
  const locked = await changeUploads(tx, upload, kind, now);
  if (!locked.ok) return locked;

  const contentIndex = blindIndex("file", bytes);
  const live = { accountId, registrationId, kind, removedAt: null };
  if (kind === "PROOF") {
    // The same proof again is a repeated post whose answer was lost: it is there already.
    const same = await tx.storedFile.findFirst({ where: { ...live, contentIndex } });
    if (same) return ok(same);
    if ((await tx.storedFile.count({ where: live })) >= MAX_PROOFS) return refuse("too_many_proofs");
  } else {
    await tx.storedFile.updateMany({ where: live, data: { removedAt: now } });
  }
  if ((await tx.storedFile.count({ where: { registrationId } })) >= MAX_FILES_EVER) return refuse("too_many_files");
  if (kind === "PORTRAIT" && !locked.value.faceConsentAt) {
    if (!upload.faceConsent) return refuse("face_consent_missing");
    await tx.registration.updateMany({ where: { id: registrationId, accountId }, data: { faceConsentAt: now } });
  }

  const kept = await tx.storedFile.create({
    data: { accountId, registrationId, kind, size: bytes.byteLength, contentIndex, ...file, createdAt: now },
  });
  await recordAudit(tx, {
    actor: { kind: "CANDIDATE", id: accountId },
    action: "file.upload",
    subject: { kind: "file", id: kept.id },
    detail: { registrationId, kind },
    now,
  });
  return ok(kept);
}
