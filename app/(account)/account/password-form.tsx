"use client";

import { useT } from "@/app/_components/language";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, FormErrors } from "../_components/form-errors";
import { NewPasswordFields } from "../_components/new-password-fields";
import { PasswordField } from "../_components/password-field";
import { Proof } from "../_components/proof";
import { untouched } from "../account-state";
import { changeOwnPasswordAction } from "../actions";

/** The old password and a new one. */
export function PasswordForm() {
  const t = useT();
  const [state, action] = useServerAction(changeOwnPasswordAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate>
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <PasswordField
        name="currentPassword"
        label={t("原密码")}
        errors={errors("currentPassword")}
        autoComplete="current-password"
      />
      <NewPasswordFields replaces={true} errors={errors} />
      <SubmitButton className="button w-full sm:w-auto">{t("保存新密码")}</SubmitButton>
    </form>
  );
}
