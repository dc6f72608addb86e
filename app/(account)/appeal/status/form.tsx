"use client";

import { fieldErrors, FormErrors } from "../../_components/form-errors";
import { useT } from "@/app/_components/language";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { CodeField } from "../../_components/code-field";
import { EnterButton, PhoneField } from "../../_components/form-parts";
import { Proof } from "../../_components/proof";
import { untouched } from "../../account-state";
import { openPhoneAppealsAction } from "../../actions";

export function OpenAppealsForm() {
  const t = useT();

  const [state, action, pending] = useServerAction(openPhoneAppealsAction, untouched);
  return (
    <form action={action} noValidate>
      <EnterButton />
      <FormErrors state={state.form} />
      <PhoneField state={state} errors={fieldErrors(state.form, "phone")} />
      <CodeField
        state={state}
        errors={fieldErrors(state.form, "smsCode")}
        dispatch={action}
        pending={pending}
        sentText={t("验证码已发送，10分钟内有效。没有收到？请核对手机号码，60秒后可重新获取。")}
      />
      <Proof challenge={state.challenge} />
      <SubmitButton className="button button-primary w-full">{t("查看")}</SubmitButton>
    </form>
  );
}
