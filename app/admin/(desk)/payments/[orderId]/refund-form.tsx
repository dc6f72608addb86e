"use client";

import { useState } from "react";
import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../_components/identity-code";
import { DANGER_BUTTON } from "../../../_components/danger";
import { RefundReason } from "../reason-field";
import { refundOneAction } from "../actions";

type Props = { formKey: string; orderId: string; chargeId: string; left: string; ends: boolean };

const names = { amount: "退款金额（元）", reason: "退款原因" };

/** Refunds all that is left, or a part. Before the press it states what happens to the registration. */
export function RefundForm({ formKey, orderId, chargeId, left, ends }: Props) {
  const [state, action] = useServerAction(refundOneAction, idle);
  const [amount, setAmount] = useState(typed(state, "amount") ?? left);
  const whole = amount.trim() === left;
  return (
    <form
      action={action}
      noValidate
      className="no-print card self-start sm:p-4 lg:col-start-2"
      aria-labelledby="refund"
    >
      <h2 id="refund" className="mb-3">
        退款
      </h2>
      <FormErrors state={state} names={names} />
      <input type="hidden" name="formKey" value={formKey} />
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="chargeId" value={chargeId} />
      <TextField
        name="amount"
        label={names.amount}
        hint={`尚可退 ${left} 元，可以只退一部分。`}
        inputMode="decimal"
        autoComplete="off"
        errors={fieldErrors(state, "amount")}
        value={amount}
        onChange={(event) => setAmount(event.target.value)}
      />
      <RefundReason state={state} />
      {ends && whole ? (
        <p className="mb-4 font-semibold text-warn">全额退款后，该考生的报名将取消、座位释放，且不能恢复。</p>
      ) : (
        <p className="mb-4 text-muted">{ends ? "部分退款不影响报名状态。" : "这笔退款不影响报名状态。"}</p>
      )}
      <IdentityCode state={state} />
      <SubmitButton className={DANGER_BUTTON} busy="正在提交…">
        申请退款 {amount.trim() || "0"} 元
      </SubmitButton>
    </form>
  );
}
