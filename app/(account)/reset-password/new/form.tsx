"use client";

import { useT } from "@/app/_components/language";
import { TextField } from "@/app/_components/field";
import { fieldErrors, FormErrors } from "../../_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { PasswordField } from "../../_components/password-field";
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
      <PasswordField
        name="password"
        label={t("新密码")}
        hint={t("至少8个字符，不要使用手机号、日期等容易猜到的内容。")}
        errors={fieldErrors(state.form, "password")}
        autoComplete="new-password"
      />
      <PasswordField
        name="confirmPassword"
        label={t("确认新密码")}
        errors={fieldErrors(state.form, "confirmPassword")}
        autoComplete="new-password"
      />
      <SubmitButton className="button button-primary w-full">{t("保存新密码")}</SubmitButton>
    </form>
  );
}
