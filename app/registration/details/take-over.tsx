"use client";

import { useT } from "@/app/_components/language";
import { FormErrors } from "../_components/form-errors";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { takeOverAction } from "./actions";

/** Offers a returning candidate the details of his last registration. */
export function TakeOver({ sessionTitle }: { sessionTitle: string }) {
  const t = useT();

  const [state, action] = useServerAction(takeOverAction, idle);
  return (
    <form action={action} className="mb-6 rounded-md border-l-4 border-brand bg-brand-soft px-4 py-3">
      <ExamSessionField />
      <FormErrors state={state} />
      <h2 className="text-base">{t("您参加过之前的报名")}</h2>
      <p className="mt-1">
        {t("可以带入“")}
        {sessionTitle}
        {t("”时填写的信息，逐项核对、修改后再进入下一步。不带入也可以直接填写下面的表格。")}
      </p>
      <SubmitButton busy={t("正在带入…")} className="button mt-3">
        {t("带入上次填写的信息")}
      </SubmitButton>
    </form>
  );
}
