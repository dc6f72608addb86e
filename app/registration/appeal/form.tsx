"use client";

import { useT } from "@/app/_components/language";
import { fieldErrors, FormErrors } from "../_components/form-errors";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/error-sentences";
import { idle } from "@/lib/auth/form-state";
import { openAppealAction } from "./actions";

/** `kept`: values that were typed before the login session ended. */
export function AppealForm({ kept }: { kept: string }) {
  const t = useT();

  const [state, action] = useServerAction(openAppealAction, idle);
  return (
    <form action={action} noValidate>
      <ExamSessionField />
      <FormErrors state={state} />
      <TextAreaField
        name="statement"
        label={t("情况说明")}
        hint={t("例如：本人没有用其他手机号报过名；或者，本人曾用旧手机号注册，该号码已停用。不超过500字。")}
        rows={5}
        maxLength={500}
        errors={fieldErrors(state, "statement")}
        defaultValue={typed(state, "statement") ?? kept}
      />
      <SubmitButton busy={t("正在提交…")}>{t("提交申诉")}</SubmitButton>
    </form>
  );
}
