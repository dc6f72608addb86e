"use client";

import { useT } from "@/app/_components/language";
import { FormErrors } from "./form-errors";
import { ExamSessionField } from "@/app/_components/page-exam-session";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { withdrawAction } from "../actions";

/**
 * Withdraws a submitted registration in two steps: the summary opens, then the button submits. Works without
 * JavaScript.
 */
export function Withdrawal({ until }: { until: string }) {
  const t = useT();

  const [state, action] = useServerAction(withdrawAction, idle);
  return (
    <details className="mt-6">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
        {t("信息有误？撤回后修改")}
      </summary>
      <form action={action} className="card mt-2">
        <ExamSessionField />
        <FormErrors state={state} />
        <p className="mb-4">
          {t("撤回后可以修改报名信息，但须在")}
          {until}
          {t("前重新提交，否则本次报名无效。报名号保持不变。")}
        </p>
        <SubmitButton className="button button-danger w-full sm:w-auto">{t("确认撤回")}</SubmitButton>
      </form>
    </details>
  );
}
