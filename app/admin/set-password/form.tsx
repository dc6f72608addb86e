"use client";

import { CodeField } from "@/app/(account)/_components/code-field";
import { EnterButton, PhoneField } from "@/app/(account)/_components/form-parts";
import { PasswordField } from "@/app/(account)/_components/password-field";
import { Proof } from "@/app/(account)/_components/proof";
import { untouched } from "@/app/(account)/account-state";
import { setStaffPasswordAction } from "@/app/(account)/actions";
import { fieldErrors, FormErrors } from "@/app/(account)/_components/form-errors";
import { newPasswordHint } from "@/app/admin/_components/new-password-hint";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";

export function SetPasswordForm({ strict }: { strict: boolean }) {
  const [state, action, pending] = useServerAction(setStaffPasswordAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate>
      <EnterButton />
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <PhoneField state={state} errors={errors("phone")} hint="管理员登记的手机号，也是您的登录名。" />
      <CodeField
        state={state}
        errors={errors("smsCode")}
        dispatch={action}
        pending={pending}
        // The same text for every visitor: he must not learn whose phone belongs to a member of staff.
        sentText="该手机号如有待接受的邀请，验证码已发送，10分钟内有效。没有收到？请核对手机号，或请管理员重新邀请。"
      />
      <PasswordField
        name="password"
        label="密码"
        hint={newPasswordHint(strict)}
        errors={errors("password")}
        autoComplete="new-password"
      />
      <PasswordField
        name="confirmPassword"
        label="确认密码"
        errors={errors("confirmPassword")}
        autoComplete="new-password"
      />
      <SubmitButton className="button button-primary w-full">设置密码并登录</SubmitButton>
    </form>
  );
}
