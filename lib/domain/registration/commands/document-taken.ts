import { refuse, type Result } from "@/lib/core/result";
import { violatedIndex } from "@/lib/adapter/db/transact";

/**
 * Turns a hit on the partial unique index of documents into a refusal: somebody else has submitted this number in this
 * session.
 */
export async function refuseTakenDocument<T, E extends string>(
  write: () => Promise<Result<T, E>>,
): Promise<Result<T, E | "document_already_registered">> {
  try {
    return await write();
  } catch (error) {
    if (violatedIndex(error)?.includes("document")) return refuse("document_already_registered");
    throw error;
  }
}
