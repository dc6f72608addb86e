"use client";

import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { revealAction, type RevealState } from "./actions";

/** The document number, masked until a member of staff asks to see it. His request is recorded. */
export function RevealNumber({ id, masked }: { id: string; masked: string }) {
  const [state, action] = useServerAction<RevealState>(revealAction, idle);
  if (state.status === "revealed") return <span className="font-semibold tabular-nums">{state.number}</span>;
  return (
    <form action={action} className="flex flex-wrap items-center justify-between gap-2">
      <input type="hidden" name="id" value={id} />
      <span className="font-semibold tabular-nums">{masked}</span>
      <SubmitButton className="button button-small" busy="正在显示…" title="查看完整号码会记入审计日志">
        显示完整号码
      </SubmitButton>
    </form>
  );
}
