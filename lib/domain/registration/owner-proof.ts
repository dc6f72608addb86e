const DAY = 24 * 60 * 60_000;

/** A carrier keeps a number that was given up for ninety days before somebody else gets it. */
const REISSUE_DAYS = 90;

/** What an account holds that its owner would know, or that a new holder of its number must not see. */
export type OwnerKnowledge = {
  /** Blind indexes of every document number that stands in the account, its registrations and their drafts. */
  documentIndexes: ReadonlySet<string>;
  /** When a registration that names no document was last changed; null when there is none. */
  namelessChangedAt: Date | null;
};

/**
 * What a new password asks besides the code: the document number wherever one is known. A registration begun without
 * one can only be its owner's as long as the number cannot have been given to somebody else; after that nothing in it
 * proves an owner, and an appeal decides.
 */
export function proofFor(
  { documentIndexes, namelessChangedAt }: OwnerKnowledge,
  now: Date,
): "none" | "document" | "appeal" {
  if (documentIndexes.size > 0) return "document";
  return namelessChangedAt && now.getTime() - namelessChangedAt.getTime() >= REISSUE_DAYS * DAY ? "appeal" : "none";
}
