"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { SeenEvidence } from "../../../../_components/seen-evidence";
import { answerRequestAction } from "../../actions";

/** `seen`: the evidenceMark of the page. */
export function AnswerRequestForm({ requestId, seen }: { requestId: string; seen: string }) {
  const [state, action] = useServerAction(answerRequestAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="requestId" value={requestId} />
      <SeenEvidence state={state} seen={seen} />
      <TextAreaField
        name="answer"
        label="不更正，只答复"
        hint="考生会看到这段文字。请写明核实结果和接下来怎么做，例如需要带什么原件到场。"
        rows={3}
        maxLength={300}
        errors={fieldErrors(state, "answer")}
        defaultValue={typed(state, "answer") ?? ""}
      />
      <SubmitButton className="button" busy="正在保存…">
        答复
      </SubmitButton>
    </form>
  );
}
