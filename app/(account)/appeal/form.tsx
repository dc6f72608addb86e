"use client";

import { useT } from "@/app/_components/language";
import { TextField } from "@/app/_components/field";
import { fieldErrors, FormErrors } from "../_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { CodeField } from "../_components/code-field";
import { EnterButton, PhoneField } from "../_components/form-parts";
import { Proof } from "../_components/proof";
import { untouched } from "../account-state";
import { filePhoneAppealAction } from "../actions";

const names = { name: "姓名", documentNumber: "证件号码", statement: "情况说明" };

export function PhoneAppealForm() {
  const t = useT();

  const [state, action, pending] = useServerAction(filePhoneAppealAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate>
      <EnterButton />
      <FormErrors state={state.form} names={names} />
      <PhoneField
        state={state}
        errors={errors("phone")}
        label={t("新手机号码")}
        hint={t("您现在使用的手机号，核实后用它登录。")}
      />
      <CodeField
        state={state}
        errors={errors("smsCode")}
        dispatch={action}
        pending={pending}
        sentText={t("验证码已发送，10分钟内有效。没有收到？请核对手机号码，60秒后可重新获取。")}
      />
      <TextField
        name="name"
        label={t("姓名")}
        autoComplete="name"
        maxLength={200}
        defaultValue={state.typed["name"]}
        {...(errors("name") ? { errors: errors("name") } : {})}
      />
      <TextField
        name="documentNumber"
        label={t("证件号码")}
        hint={t("报名时填写的证件号码。")}
        autoComplete="off"
        maxLength={200}
        defaultValue={state.typed["documentNumber"]}
        {...(errors("documentNumber") ? { errors: errors("documentNumber") } : {})}
      />
      <TextAreaField
        name="statement"
        label={t("情况说明")}
        hint={t("请写明原来的手机号、就读学校，以及不能再用原手机号的原因。不超过500字。")}
        rows={4}
        maxLength={500}
        errors={errors("statement")}
        defaultValue={state.typed["statement"] ?? ""}
      />
      <Proof challenge={state.challenge} />
      <SubmitButton className="button button-primary w-full" busy={t("正在提交…")}>
        {t("提交申请")}
      </SubmitButton>
    </form>
  );
}
