"use client";

import { useT } from "@/app/_components/language";
import { type Choice, SelectField, TextField } from "@/app/_components/field";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/error-sentences";
import { idle } from "@/lib/auth/form-state";
import { fieldErrors, FormErrors } from "../_components/form-errors";
import { fileRequestAction } from "./actions";

/** `kept`: values that were typed before the login session ended. */
export function RequestForm({ items, kept }: { items: readonly Choice[]; kept: Readonly<Record<string, string>> }) {
  const t = useT();

  const [state, action] = useServerAction(fileRequestAction, idle);
  const value = (field: string) => typed(state, field) ?? kept[field] ?? "";
  return (
    <form action={action} noValidate>
      <ExamSessionField />
      <FormErrors state={state} />
      <SelectField
        name="item"
        label={t("哪一项有误")}
        placeholder={t("请选择")}
        choices={items}
        errors={fieldErrors(state, "item")}
        defaultValue={value("item")}
      />
      <TextField
        name="wanted"
        label={t("正确的内容")}
        hint={t("请照证件或学籍逐字填写。登记照有误的，写明怎样有误。")}
        autoComplete="off"
        maxLength={200}
        errors={fieldErrors(state, "wanted")}
        defaultValue={value("wanted")}
      />
      <TextAreaField
        name="statement"
        label={t("情况说明和凭据")}
        hint={t(
          "写明为什么有误、用什么可以证明。提交后可以上传照片或PDF作凭据；工作人员也会对照您上传的证件照片，必要时请您带原件到考务办公室。不超过500字。",
        )}
        rows={4}
        maxLength={500}
        errors={fieldErrors(state, "statement")}
        defaultValue={value("statement")}
      />
      <SubmitButton busy={t("正在提交…")}>{t("提交更正申请")}</SubmitButton>
    </form>
  );
}
