"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../_components/identity-code";
import { decideWaiverAction, withdrawWaiverAction } from "../actions";

/** The decision of the second person. */
export function DecideWaiverForm({ waiverId, name, sum }: { waiverId: string; name: string; sum: string }) {
  const [state, action] = useServerAction(decideWaiverAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} ids={{ identityCode: `${waiverId}-identityCode` }} />
      <input type="hidden" name="waiverId" value={waiverId} />
      <p className="mb-3">
        复核通过后，{name}的报名立即生效，视同已缴费，不能撤销；若考生已经付款，则以付款为准，不作减免。
      </p>
      <IdentityCode state={state} prefix={`${waiverId}-`} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="decision" value="confirm" busy="正在提交…">
          复核通过，免除 {sum}
        </SubmitButton>
        <SubmitButton name="decision" value="reject" className="button w-full sm:w-auto" busy="正在提交…">
          驳回
        </SubmitButton>
      </div>
    </form>
  );
}

/** The person who requested it can only wait or withdraw it. */
export function WithdrawWaiverForm({ waiverId }: { waiverId: string }) {
  const [state, action] = useServerAction(withdrawWaiverAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <input type="hidden" name="waiverId" value={waiverId} />
      <p className="mb-3">
        您当天办理的退款与减免合计超过复核限额，须由另一位财务人员或管理员复核后才生效；在此之前考生仍可缴费。
      </p>
      <SubmitButton className="button button-small" busy="正在撤回…">
        撤回申请
      </SubmitButton>
    </form>
  );
}
