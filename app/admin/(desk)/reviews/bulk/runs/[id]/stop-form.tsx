"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { stopBulkAction } from "../../actions";

/** Stops a run: decisions already made are kept, the remaining registrations are not decided. */
export function StopForm({ id }: { id: string }) {
  const [state, action] = useServerAction(stopBulkAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <SubmitButton busy="正在停止…" className="button button-danger">
        停止
      </SubmitButton>
    </form>
  );
}
