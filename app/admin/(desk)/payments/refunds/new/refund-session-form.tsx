"use client";

import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { RefundReason } from "../../reason-field";
import { refundSessionAction } from "../../actions";

const names = { reason: "退款原因", typedTitle: "考试名称" };

/**
 * Refunds all candidates at once. Staff must type the title of the exam session, so that they do not press the button
 * by habit.
 */
export function RefundSessionForm({
  examSessionId,
  title,
  count,
  sum,
}: {
  examSessionId: string;
  title: string;
  count: number;
  sum: string;
}) {
  const [state, action] = useServerAction(refundSessionAction, idle);
  return (
    <form action={action} noValidate className="card mb-5 max-w-3xl">
      <FormErrors state={state} names={names} />
      <input type="hidden" name="examSessionId" value={examSessionId} />
      <RefundReason state={state} />
      <TextField
        name="typedTitle"
        label={names.typedTitle}
        hint={`为防止误操作，请输入：${title}`}
        autoComplete="off"
        errors={fieldErrors(state, "typedTitle")}
        defaultValue={typed(state, "typedTitle") ?? ""}
      />
      <SubmitButton busy="正在提交…">
        全部退款 {count} 人，共 {sum}
      </SubmitButton>
    </form>
  );
}
