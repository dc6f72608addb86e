import type { IdType } from "@/lib/adapter/db/enums";
import { editableItems } from "./editable";
import { documentsNeeded, type UploadKind } from "./items";
import { journey, type JourneyFacts, refusalFor, type StepRefusal } from "./steps";

/**
 * The largest accepted uploads, in bytes (formats.md). A portrait may be any phone photo; the server makes it smaller.
 */
export const uploadLimit = (kind: UploadKind): number => (kind === "PORTRAIT" ? 15_000_000 : 10_000_000);

/** Proofs: up to 5 images or PDFs of each kind. Every other kind exists once, and a new file replaces the old one. */
export const MAX_PROOFS = 5;

export const isProof = (kind: UploadKind): boolean => kind === "PROOF" || kind === "ACCOMMODATION_PROOF";

/**
 * How many files one registration may have over its lifetime, replaced and removed ones included: one candidate must
 * not fill the disk.
 */
export const MAX_FILES_EVER = 200;

/**
 * Why this kind of upload may not be added or removed now; null when it may. Its page must be open. While a
 * registration is returned, only the items that were sent back may change.
 */
export function uploadRefusal(
  facts: JourneyFacts,
  reopenedItems: readonly string[],
  kind: UploadKind,
  now: Date,
): StepRefusal | "item_not_reopened" | null {
  const page = kind === "PORTRAIT" ? "portrait" : "details";
  if (!journey(facts, now).open.includes(page)) return refusalFor(page, facts, now);
  const registration = facts.registration && { status: facts.registration.status, reopenedItems };
  return registration && !editableItems(registration).has(kind === "ACCOMMODATION_PROOF" ? "accommodation" : kind)
    ? "item_not_reopened"
    : null;
}

/** Each ID type has its own error for what is missing. Without an ID type the most common one is used. */
function missingError(kind: "ID_FRONT" | "ID_BACK" | "PROOF", idType: IdType | null): MissingDocument {
  if (kind === "PROOF") return "proof_required";
  if (idType === null || idType === "RESIDENT_ID")
    return kind === "ID_FRONT" ? "id_front_required" : "id_back_required";
  if (idType === "PASSPORT") return "passport_page_required";
  return kind === "ID_FRONT" ? "document_front_required" : "document_back_required";
}

export type MissingDocument =
  | "id_front_required"
  | "id_back_required"
  | "document_front_required"
  | "document_back_required"
  | "passport_page_required"
  | "proof_required";

/** The required documents of 信息填写 that are missing. */
export const missingDocuments = (files: readonly { kind: string }[], idType: IdType | null) =>
  documentsNeeded(idType)
    .filter((kind) => !files.some((file) => file.kind === kind))
    .map((kind) => ({ kind, error: missingError(kind, idType) }));
