"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { nextAction } from "./actions";

/** 开始审核: claims the free registration of the filtered queue that has waited longest. */
export function StartForm({ queue }: { queue: string }) {
  const [state, action] = useServerAction(nextAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="queue" value={queue} />
      <SubmitButton busy="正在打开…" data-hotkey="n" aria-keyshortcuts="n">
        开始审核
      </SubmitButton>
    </form>
  );
}
