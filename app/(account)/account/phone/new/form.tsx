"use client";

import { useT } from "@/app/_components/language";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { CodeField } from "../../../_components/code-field";
import { fieldErrors, FormErrors } from "../../../_components/form-errors";
import { EnterButton, PhoneField } from "../../../_components/form-parts";
import { Proof } from "../../../_components/proof";
import { untouched } from "../../../account-state";
import { changeOwnPhoneAction } from "../../../actions";

/** The new number, and a code to it. */
export function NewPhoneForm() {
  const t = useT();
  const [state, action, pending] = useServerAction(changeOwnPhoneAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate>
      <EnterButton />
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <PhoneField state={state} errors={errors("phone")} label={t("新手机号码")} />
      <CodeField
        state={state}
        errors={errors("smsCode")}
        dispatch={action}
        pending={pending}
        sentText={t("验证码已发送，10分钟内有效。没有收到？请核对手机号码，60秒后可重新获取。")}
      />
      <SubmitButton className="button button-primary w-full">{t("更换手机号")}</SubmitButton>
    </form>
  );
}
