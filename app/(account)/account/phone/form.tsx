"use client";

import { useT } from "@/app/_components/language";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { CodeField } from "../../_components/code-field";
import { fieldErrors, FormErrors } from "../../_components/form-errors";
import { EnterButton } from "../../_components/form-parts";
import { Proof } from "../../_components/proof";
import { untouched } from "../../account-state";
import { confirmFormerPhoneAction } from "../../actions";

/** A code to the number of the account. */
export function FormerPhoneForm() {
  const t = useT();
  const [state, action, pending] = useServerAction(confirmFormerPhoneAction, untouched);
  return (
    <form action={action} noValidate>
      <EnterButton />
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <CodeField
        state={state}
        errors={fieldErrors(state.form, "smsCode")}
        dispatch={action}
        pending={pending}
        sentText={t("验证码已发送到原手机号，10分钟内有效。没有收到？60秒后可重新获取。")}
      />
      <SubmitButton className="button button-primary w-full">{t("下一步")}</SubmitButton>
    </form>
  );
}
