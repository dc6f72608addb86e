"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { releaseAction } from "../actions";

/** An administrator releases a colleague's claim. */
export function ReleaseForm({ id }: { id: string }) {
  const [state, action] = useServerAction(releaseAction, idle);
  return (
    <form action={action} className="mt-2">
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <SubmitButton busy="正在解除…" className="button button-small">
        解除占用
      </SubmitButton>
    </form>
  );
}
