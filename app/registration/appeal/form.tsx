"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { openAppealAction } from "./actions";

/** `kept`: values that were typed before the login session ended. */
export function AppealForm({ kept }: { kept: string }) {
  const [state, action] = useServerAction(openAppealAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <TextAreaField
        name="statement"
        label="情况说明"
        hint="例如：本人没有用其他手机号报过名；或者，本人曾用旧手机号注册，该号码已停用。不超过500字。"
        rows={5}
        maxLength={500}
        errors={fieldErrors(state, "statement")}
        defaultValue={typed(state, "statement") ?? kept}
      />
      <SubmitButton busy="正在提交…">提交申诉</SubmitButton>
    </form>
  );
}
