import { evidencePage } from "@/lib/domain/evidence/queries";

/** A page of a file that the candidate added to his own request or exchange, a JPEG; null for any other file. */
export const ownEvidence = ({ fileId, accountId, page }: { fileId: string; accountId: string; page: number }) =>
  evidencePage(
    {
      id: fileId,
      OR: [{ correctionRequest: { registration: { accountId } } }, { exchange: { registration: { accountId } } }],
    },
    page,
  );
