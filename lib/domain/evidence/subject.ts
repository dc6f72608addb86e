/** What a file of evidence stands beside: a column of evidence_file, and the id of its row. */
export type EvidenceSubject =
  | { correctionRequestId: string }
  | { phoneAppealId: string }
  | { correctionId: string }
  | { exchangeId: string };

/**
 * What a page shows of a subject's files, to be posted with the decision: their ids. Whoever decides has then seen, or
 * could have seen, every file that his decision ends.
 */
export const evidenceMark = (files: readonly { id: string }[]): string => files.map(({ id }) => id).join(" ");

/** How many files of evidence one subject may have at a time. */
export const MAX_EVIDENCE = 5;

/** The same with those that were taken back: nobody fills the disk by sending and removing. */
export const MAX_EVIDENCE_EVER = 15;
