"use client";

import { fieldErrors, FormErrors } from "../_components/form-errors";
import { useT } from "@/app/_components/language";
import { CheckboxField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { PhoneField } from "../_components/form-parts";
import { PasswordField } from "../_components/password-field";
import { Proof } from "../_components/proof";
import { untouched } from "../account-state";
import { signInAction } from "../actions";

export function LoginForm({ next }: { next: string }) {
  const t = useT();

  const [state, action] = useServerAction(signInAction, untouched);
  return (
    <form action={action} noValidate>
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <input type="hidden" name="next" value={next} />
      <PhoneField state={state} errors={fieldErrors(state.form, "phone")} label={t("用户名/手机号")} />
      <PasswordField
        name="password"
        label={t("密码")}
        errors={fieldErrors(state.form, "password")}
        autoComplete="current-password"
      />
      <CheckboxField name="remember" label={t("记住我")} defaultChecked={state.typed["remember"] === "on"} />
      <SubmitButton className="button button-primary w-full">{t("登录")}</SubmitButton>
    </form>
  );
}
