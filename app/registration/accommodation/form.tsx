"use client";

import { CheckboxField } from "@/app/_components/field";
import { useT } from "@/app/_components/language";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/error-sentences";
import { idle } from "@/lib/auth/form-state";
import { AccommodationField } from "../_components/accommodation-field";
import { fieldErrors, FormErrors } from "../_components/form-errors";
import { askAccommodationAction, withdrawAccommodationAction } from "./actions";
import { ExamSessionField } from "@/app/_components/page-exam-session";

/** `given`: the request as it stands, or what was typed before the login session ended. */
export function AskForm({ given, asked }: { given: string; asked: boolean }) {
  const t = useT();
  const [state, action] = useServerAction(askAccommodationAction, idle);
  const value = typed(state, "accommodation") ?? given;
  return (
    <form action={action} noValidate>
      <ExamSessionField />
      <FormErrors state={state} />
      <AccommodationField key={value} given={value} errors={fieldErrors(state, "accommodation")} />
      <SubmitButton busy={t("正在提交…")}>{t(asked ? "重新提交申请" : "提交申请")}</SubmitButton>
    </form>
  );
}

export function WithdrawForm() {
  const t = useT();
  const [state, action] = useServerAction(withdrawAccommodationAction, idle);
  return (
    <form action={action} noValidate>
      <ExamSessionField />
      <FormErrors state={state} />
      <CheckboxField
        name="confirmed"
        label={t("我不再需要合理便利，删除填写的说明和上传的证明材料")}
        errors={fieldErrors(state, "confirmed")}
      />
      <SubmitButton busy={t("正在撤回…")} className="button button-danger">
        {t("撤回申请")}
      </SubmitButton>
    </form>
  );
}
