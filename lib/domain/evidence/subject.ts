/** What a file of evidence stands beside: a column of evidence_file, and the id of its row. */
export type EvidenceSubject =
  | { correctionRequestId: string }
  | { phoneAppealId: string }
  | { correctionId: string }
  | { exchangeId: string };

/** How many files of evidence one subject may have at a time. */
export const MAX_EVIDENCE = 5;

/** The same with those that were taken back: nobody fills the disk by sending and removing. */
export const MAX_EVIDENCE_EVER = 15;
