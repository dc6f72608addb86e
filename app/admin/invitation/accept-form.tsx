"use client";

import { CodeField } from "@/app/(account)/_components/code-field";
import { fieldErrors, FormErrors } from "@/app/(account)/_components/form-errors";
import { EnterButton } from "@/app/(account)/_components/form-parts";
import { PasswordField } from "@/app/(account)/_components/password-field";
import { Proof } from "@/app/(account)/_components/proof";
import { untouched } from "@/app/(account)/account-state";
import { acceptInvitationAction } from "@/app/(account)/actions";
import { newPasswordHint } from "@/app/admin/_components/new-password-hint";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";

export function AcceptForm({ maskedPhone, strict }: { maskedPhone: string; strict: boolean }) {
  const [state, action, pending] = useServerAction(acceptInvitationAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate>
      <EnterButton />
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <CodeField
        state={state}
        errors={errors("smsCode")}
        dispatch={action}
        pending={pending}
        sentText={`验证码已发送到${maskedPhone}，10分钟内有效。`}
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
      <SubmitButton className="button button-primary w-full">设置密码，下一步</SubmitButton>
    </form>
  );
}
