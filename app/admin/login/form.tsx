"use client";

import { fieldErrors, FormErrors } from "@/app/(account)/_components/form-errors";
import { PasswordField } from "@/app/(account)/_components/password-field";
import { Proof } from "@/app/(account)/_components/proof";
import { TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/error-sentences";
import { signInStaffAction, type StaffLoginState } from "./actions";

const untouched: StaffLoginState = { form: { status: "idle" }, challenge: null };

export function StaffLoginForm({ next }: { next: string }) {
  const [state, action] = useServerAction(signInStaffAction, untouched);
  return (
    <form action={action} noValidate>
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <input type="hidden" name="next" value={next} />
      <TextField
        name="phone"
        label="手机号"
        type="tel"
        autoComplete="username"
        maxLength={200}
        defaultValue={typed(state.form, "phone")}
        errors={fieldErrors(state.form, "phone")}
      />
      <PasswordField
        name="password"
        label="密码"
        errors={fieldErrors(state.form, "password")}
        autoComplete="current-password"
      />
      <SubmitButton className="button button-primary w-full">登录</SubmitButton>
    </form>
  );
}
