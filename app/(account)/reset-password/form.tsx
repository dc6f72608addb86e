"use client";

import { fieldErrors, FormErrors } from "../_components/form-errors";
import { useT } from "@/app/_components/language";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { CodeField } from "../_components/code-field";
import { EnterButton, PhoneField } from "../_components/form-parts";
import { Proof } from "../_components/proof";
import { untouched } from "../account-state";
import { confirmPhoneAction } from "../actions";

export function ConfirmPhoneForm() {
  const t = useT();

  const [state, action, pending] = useServerAction(confirmPhoneAction, untouched);
  return (
    <form action={action} noValidate>
      <EnterButton />
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <PhoneField state={state} errors={fieldErrors(state.form, "phone")} placeholder={t("请输入您注册时的手机号")} />
      <CodeField
        state={state}
        errors={fieldErrors(state.form, "smsCode")}
        dispatch={action}
        pending={pending}
        sentText={t(
          "如果该手机号已注册，验证码会在一分钟内送达，10分钟内有效。没有收到？请核对手机号码，60秒后可重新获取。",
        )}
      />
      <SubmitButton className="button button-primary w-full">{t("下一步")}</SubmitButton>
    </form>
  );
}
