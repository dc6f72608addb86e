"use client";

import { PasswordField } from "@/app/(account)/_components/password-field";
import { Proof } from "@/app/(account)/_components/proof";
import { FormErrors } from "@/app/_components/form-errors";
import { newPasswordHint } from "@/app/admin/_components/new-password-hint";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors } from "@/app/_lib/form-errors";
import { changePasswordAction } from "./actions";
import type { PasswordState } from "./password-state";

const untouched: PasswordState = { form: { status: "idle" }, challenge: null };

export function PasswordForm({ strict }: { strict: boolean }) {
  const [state, action] = useServerAction(changePasswordAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate className="card max-w-xl">
      <h2 className="mb-4">修改密码</h2>
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <PasswordField
        name="currentPassword"
        label="原密码"
        errors={errors("currentPassword")}
        autoComplete="current-password"
      />
      <PasswordField
        name="password"
        label="新密码"
        hint={`${newPasswordHint(strict)}修改后，其他设备上的登录会结束。`}
        errors={errors("password")}
        autoComplete="new-password"
      />
      <PasswordField
        name="confirmPassword"
        label="确认新密码"
        errors={errors("confirmPassword")}
        autoComplete="new-password"
      />
      <SubmitButton busy="正在修改…">修改密码</SubmitButton>
    </form>
  );
}
