"use client";

import { useT } from "@/app/_components/language";
import { CheckboxField } from "@/app/_components/field";
import { fieldErrors, FormErrors } from "../../_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { ConsentField } from "../../_components/form-parts";
import { NewPasswordFields } from "../../_components/new-password-fields";
import { untouched } from "../../account-state";
import { leaveAccountAction } from "../../actions";

export function LeaveAccountForm() {
  const t = useT();

  const [state, action] = useServerAction(leaveAccountAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate>
      <FormErrors state={state.form} />
      <NewPasswordFields replaces={false} errors={errors} />
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
