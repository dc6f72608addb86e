"use client";

import { useT } from "@/app/_components/language";
import { CheckboxField } from "@/app/_components/field";
import { fieldErrors, FormErrors } from "../../_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { ConsentField } from "../../_components/form-parts";
import { PasswordField } from "../../_components/password-field";
import { untouched } from "../../account-state";
import { leaveAccountAction } from "../../actions";

export function LeaveAccountForm() {
  const t = useT();

  const [state, action] = useServerAction(leaveAccountAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate>
      <FormErrors state={state.form} />
      <PasswordField
        name="password"
        label={t("密码")}
        hint={t("至少8个字符，不要使用手机号、日期等容易猜到的内容。")}
        errors={errors("password")}
        autoComplete="new-password"
      />
      <PasswordField
        name="confirmPassword"
        label={t("确认密码")}
        errors={errors("confirmPassword")}
        autoComplete="new-password"
      />
      <ConsentField state={state} errors={errors("consent")} />
      <CheckboxField
        name="confirmed"
        label={t("我确认：这个手机号以前的账号不是我本人的。")}
        defaultChecked={state.typed["confirmed"] === "on"}
        errors={errors("confirmed")}
      />
      <SubmitButton className="button button-primary w-full">{t("解绑并新建我的账号")}</SubmitButton>
    </form>
  );
}
