const DAY = 24 * 60 * 60_000;

/** A carrier waits ninety days before it gives a cancelled number to another person. */
const REISSUE_DAYS = 90;

/** What the owner of an account knows, and a new holder of its phone number must not see. */
export type OwnerKnowledge = {
  /** Blind indexes of every document number in the account, its registrations and their drafts. */
  documentIndexes: ReadonlySet<string>;
  /** When a registration that names no document was last changed; null when there is none. */
  namelessChangedAt: Date | null;
};

/**
 * What a new password requires besides the SMS code: the document number wherever one is stored. A registration without
 * a document number must be the owner's as long as the carrier cannot have reassigned the phone number. After that
 * nothing in it proves the owner, and an appeal is needed.
 */
export function proofFor(
  { documentIndexes, namelessChangedAt }: OwnerKnowledge,
  now: Date,
): "none" | "document" | "appeal" {
  if (documentIndexes.size > 0) return "document";
  return namelessChangedAt && now.getTime() - namelessChangedAt.getTime() >= REISSUE_DAYS * DAY ? "appeal" : "none";
}
