"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { retryRefundAction } from "../actions";

export function RetryForm({
  refundId,
  outRefundNo,
  requestId,
}: {
  refundId: string;
  outRefundNo: string;
  requestId: string | undefined;
}) {
  const [state, action] = useServerAction(retryRefundAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="refundId" value={refundId} />
      {requestId && <input type="hidden" name="requestId" value={requestId} />}
      <SubmitButton className="button button-small whitespace-nowrap" busy="正在提交…">
        重新提交<span className="sr-only"> {outRefundNo}</span>
      </SubmitButton>
    </form>
  );
}
