import { z } from "zod";
import { News } from "@/app/_components/news";
import { messageFor } from "@/app/_lib/messages";
import { undoableDecision } from "@/lib/review/queries/undoable";
import { UndoForm } from "./undo-form";

type Props = { decision: unknown; notice: unknown; staffId: string; queue: string; now: Date };

/** What happened just now and, where it was a decision (`decision` stands in the address), the offer to take it back, while that is possible. */
export async function UndoNews({ decision, notice, staffId, queue, now }: Props) {
  const id = z.uuid().safeParse(decision);
  const undoable = id.success ? await undoableDecision({ decisionId: id.data, staffId, now }) : null;
  if (!undoable) return <News code={notice} />;
  return <UndoForm key={undoable.id} {...undoable} queue={queue} news={messageFor(notice)} />;
}
