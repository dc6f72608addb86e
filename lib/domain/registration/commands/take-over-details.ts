import { refuse, type Result } from "@/lib/core/result";
import { nothingChosen, offered } from "@/lib/domain/exam-session/offered";
import { wholeExamSession } from "@/lib/domain/exam-session/queries";
import { earlierDetails } from "../queries/earlier-registration";
import type { CandidateInExamSession } from "../queries/standing";
import type { StepRefusal } from "../steps";
import { type DraftRefusal, saveDraft } from "./save-draft";

/**
 * Copies the details of the candidate's last registration into this one's draft. The candidate checks them and confirms
 * with 下一步.
 */
export async function takeOverDetails({
  accountId,
  examSessionId,
  now,
}: CandidateInExamSession & { now: Date }): Promise<
  Result<{ savedAt: Date }, StepRefusal | DraftRefusal | "nothing_to_take_over">
> {
  const typed = await earlierDetails(
    { accountId, examSessionId },
    offered(await wholeExamSession({ id: examSessionId }), nothingChosen),
  );
  if (!typed) return refuse("nothing_to_take_over");
  // Only into a form that was never saved: details that the candidate has confirmed are not overwritten.
  return saveDraft({ accountId, examSessionId, typed, basis: null, now });
}
