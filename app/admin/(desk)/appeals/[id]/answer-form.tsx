"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { answerAppealAction } from "../actions";

export function AnswerForm({ id }: { id: string }) {
  const [state, action] = useServerAction(answerAppealAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <TextAreaField
        name="answer"
        label="答复内容"
        hint="申诉人会看到这段文字。请写明核实结果和接下来怎么做，不要写入对方的个人信息。"
        rows={3}
        maxLength={300}
        errors={fieldErrors(state, "answer")}
        defaultValue={typed(state, "answer") ?? ""}
      />
      <SubmitButton busy="正在保存…">答复</SubmitButton>
    </form>
  );
}
