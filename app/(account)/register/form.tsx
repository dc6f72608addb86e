"use client";

import { fieldErrors, FormErrors } from "../_components/form-errors";
import { useT } from "@/app/_components/language";
import { CheckboxField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { CodeField } from "../_components/code-field";
import { ConsentField, EnterButton, PhoneField } from "../_components/form-parts";
import { NewPasswordFields } from "../_components/new-password-fields";
import { Proof } from "../_components/proof";
import { untouched } from "../account-state";
import { registerAction } from "../actions";

export function RegisterForm() {
  const t = useT();

  const [state, action, pending] = useServerAction(registerAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  const phoneTaken =
    state.form.status === "invalid" && state.form.fieldErrors["phone"]?.includes("phone_already_registered");
  return (
    <form action={action} noValidate>
      <EnterButton />
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <PhoneField state={state} errors={errors("phone")} hint={t("即登录用户名，用于接收验证码和报名通知。")} />
      <CodeField
        state={state}
        errors={errors("smsCode")}
        dispatch={action}
        pending={pending}
        sentText={t("验证码已发送，10分钟内有效。没有收到？请核对手机号码，60秒后可重新获取。")}
      />
      <NewPasswordFields replaces={false} errors={errors} />
      <ConsentField state={state} errors={errors("consent")} />
      {(phoneTaken || state.typed["notMine"]) && (
        <CheckboxField
          name="notMine"
          label={t("这不是我的账号：这个手机号以前由他人使用。请把它从原账号解绑，为我新建账号。")}
          hint={t("请勿替他人或为绕过登录而勾选：原账号会保留，但不能再用这个手机号登录。")}
          defaultChecked={state.typed["notMine"] === "on"}
        />
      )}
      <SubmitButton className="button button-primary w-full">{t("注册")}</SubmitButton>
    </form>
  );
}
