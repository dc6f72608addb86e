"use client";

import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../_components/identity-code";
import { liftSignInLimitsAction } from "./actions";

/** 解除登录限制: for people whom wrong passwords of other visitors keep from signing in. */
export function LiftForm() {
  const [state, action] = useServerAction(liftSignInLimitsAction, idle);
  return (
    <form action={action} noValidate className="card mt-6 max-w-2xl">
      <h2 className="mb-2">解除登录限制</h2>
      <p className="mb-4 text-sm text-muted">
        考生或工作人员因密码输错过多、验证码获取过多而无法登录时，核实本人身份后在此解除。只清除计数，不改变密码；操作记入审计日志。
      </p>
      <FormErrors state={state} />
      <TextField
        name="phone"
        label="手机号码"
        type="tel"
        inputMode="tel"
        maxLength={200}
        defaultValue={typed(state, "phone")}
        errors={fieldErrors(state, "phone")}
      />
      <TextField
        name="reason"
        label="原因"
        maxLength={200}
        defaultValue={typed(state, "reason")}
        errors={fieldErrors(state, "reason")}
      />
      <IdentityCode state={state} />
      <SubmitButton busy="正在解除…">解除登录限制</SubmitButton>
    </form>
  );
}
