import { z } from "zod";
import { undoableDecision } from "@/lib/review/queries/undoable";
import { UndoForm } from "./undo-form";

/** Offers to take back the decision that was just made (`decision` stands in the address), while that is possible. */
export async function UndoNews({ decision, staffId, queue, now }: { decision: unknown; staffId: string; queue: string; now: Date }) {
  const id = z.uuid().safeParse(decision);
  const undoable = id.success ? await undoableDecision({ decisionId: id.data, staffId, now }) : null;
  return undoable && <UndoForm key={undoable.id} {...undoable} queue={queue} />;
}
