"use client";

import { useT } from "@/app/_components/language";
import { fieldErrors, FormErrors } from "../_components/form-errors";
import { CheckboxField } from "@/app/_components/field";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { startRegistrationAction } from "./actions";

export function NoticeForm({ textsVersion }: { textsVersion: number }) {
  const t = useT();

  const [state, action] = useServerAction(startRegistrationAction, idle);
  return (
    <form action={action} noValidate className="card">
      <ExamSessionField />
      <FormErrors state={state} />
      <input type="hidden" name="textsVersion" value={textsVersion} />
      <CheckboxField
        name="agreed"
        label={t("我已阅读并同意遵守报名须知和报名温馨提示")}
        errors={fieldErrors(state, "agreed")}
      />
      <SubmitButton>{t("立即报名")}</SubmitButton>
    </form>
  );
}
