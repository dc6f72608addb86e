import { refuse, type Result } from "@/lib/core/result";
import { violatedIndex } from "@/lib/adapter/db/transact";

/**
 * Turns a violation of the partial unique index on documents into a refusal: another candidate has already submitted
 * this document number in this exam session.
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
