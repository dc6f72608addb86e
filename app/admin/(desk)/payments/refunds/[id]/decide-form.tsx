"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { DANGER_BUTTON } from "../../../../_components/danger";
import { IdentityCode } from "../../../../_components/identity-code";
import { decideRefundAction, withdrawRefundAction } from "../../actions";

type Props = { requestId: string; own: boolean; mayDecide: boolean; count: number; sum: string };

/** The decision of the second person. The first person only sees that the request waits. */
export function DecideForm({ requestId, own, mayDecide, count, sum }: Props) {
  const [state, action] = useServerAction(decideRefundAction, idle);
  if (own || !mayDecide) {
    return (
      <Notice tone="warn" title="等待复核">
        <p>申请人当天办理的退款与减免合计超过复核限额，这项申请须由申请人以外的财务人员或管理员复核后才会退出。</p>
        {own && <WithdrawForm requestId={requestId} />}
      </Notice>
    );
  }
  return (
    <form action={action} className="card mb-5">
      <FormErrors state={state} />
      <input type="hidden" name="requestId" value={requestId} />
      <p className="mb-3">
        请核对下列名单与金额。复核通过后，{count} 笔共 {sum} 立即提交微信支付，不能撤回。
      </p>
      <IdentityCode state={state} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="decision" value="confirm" className={DANGER_BUTTON} busy="正在提交…">
          复核通过，退回 {count} 笔，共 {sum}
        </SubmitButton>
        <SubmitButton name="decision" value="reject" className="button w-full sm:w-auto" busy="正在提交…">
          驳回
        </SubmitButton>
      </div>
    </form>
  );
}

function WithdrawForm({ requestId }: { requestId: string }) {
  const [state, action] = useServerAction(withdrawRefundAction, idle);
  return (
    <form action={action} className="mt-3">
      <FormErrors state={state} />
      <input type="hidden" name="requestId" value={requestId} />
      <SubmitButton className="button button-small" busy="正在撤回…">
        撤回申请
      </SubmitButton>
    </form>
  );
}
