"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { resendSmsAction, stopCampaignAction } from "./actions";

/** Stops a campaign: what still waits is not sent. */
export function StopForm({ id }: { id: string }) {
  const [state, action] = useServerAction(stopCampaignAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <SubmitButton busy="正在停止…" className="button button-danger">
        停止发送
      </SubmitButton>
    </form>
  );
}

/** Has one message sent again. One whose fate is unknown may arrive twice, which is asked first. */
export function ResendForm({ id, to, unknown }: { id: string; to: string; unknown: boolean }) {
  const [state, action] = useServerAction(resendSmsAction, idle);
  const button = (
    <SubmitButton busy="请稍候…" className="button button-small">
      重发<span className="sr-only">给{to}</span>
    </SubmitButton>
  );
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      {unknown ? (
        <details>
          <summary className="text-brand underline underline-offset-2">
            仍要重发<span className="sr-only">给{to}</span>
          </summary>
          <label className="my-2 flex items-center gap-2 whitespace-normal">
            <input type="checkbox" name="twice" className="size-5 shrink-0" />
            可能已经送达，对方会收到两条
          </label>
          {button}
        </details>
      ) : (
        button
      )}
    </form>
  );
}
