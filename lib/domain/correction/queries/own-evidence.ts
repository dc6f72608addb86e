import { evidencePage } from "@/lib/domain/evidence/queries";

/** A page of a file that the candidate added to his own request, a JPEG; null for any other file. */
export const ownEvidence = ({ fileId, accountId, page }: { fileId: string; accountId: string; page: number }) =>
  evidencePage({ id: fileId, correctionRequest: { registration: { accountId } } }, page);
