"use client";

import { useT } from "@/app/_components/language";
import { TextField } from "@/app/_components/field";
import { fieldErrors, FormErrors } from "../../_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { NewPasswordFields } from "../../_components/new-password-fields";
import { untouched } from "../../account-state";
import { newPasswordAction } from "../../actions";

export function NewPasswordForm() {
  const t = useT();

  const [state, action] = useServerAction(newPasswordAction, untouched);
  return (
    <form action={action} noValidate>
      <FormErrors state={state.form} />
      <TextField
        name="documentNumber"
        label={t("证件号码")}
        hint={t("用这个账号填写过报名信息的，请输入当时填写的证件号码；从未填写过的不用输入。")}
        autoComplete="off"
        maxLength={200}
        defaultValue={state.typed["documentNumber"]}
        errors={fieldErrors(state.form, "documentNumber")}
      />
      <NewPasswordFields replaces={true} errors={(field) => fieldErrors(state.form, field)} />
      <SubmitButton className="button button-primary w-full">{t("保存新密码")}</SubmitButton>
    </form>
  );
}
