"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { CheckboxField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { startRegistrationAction } from "./actions";

export function NoticeForm({ textsVersion }: { textsVersion: number }) {
  const [state, action] = useServerAction(startRegistrationAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="textsVersion" value={textsVersion} />
      <CheckboxField
        name="agreed"
        label="我已阅读并同意遵守报名须知和报名温馨提示"
        errors={fieldErrors(state, "agreed")}
      />
      <SubmitButton>立即报名</SubmitButton>
    </form>
  );
}
