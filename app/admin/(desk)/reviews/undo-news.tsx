import { z } from "zod";
import { News } from "@/app/_components/news";
import { currentNotice } from "@/app/_lib/current-notice";
import { messages } from "@/app/_lib/messages/all";
import { undoableDecision } from "@/lib/domain/review/queries/undoable";
import { canSend } from "@/lib/adapter/sms/send";
import { UndoForm } from "./undo-form";

type Props = { decision: unknown; staffId: string; queue: string; now: Date };

/**
 * What has just happened. After a decision (`decision` in the address) it also offers to undo it, while that is
 * possible.
 */
export async function UndoNews({ decision, staffId, queue, now }: Props) {
  const id = z.uuid().safeParse(decision);
  const undoable = id.success ? await undoableDecision({ decisionId: id.data, staffId, now }) : null;
  if (!undoable) return <News />;
  const code = await currentNotice();
  return (
    <UndoForm
      key={undoable.id}
      {...undoable}
      tells={undoable.tells && canSend("review-result")}
      queue={queue}
      news={code && messages[code]}
    />
  );
}
