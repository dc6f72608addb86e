"use client";

import { Proof } from "@/app/(account)/_components/proof";
import { PasswordField } from "@/app/(account)/_components/password-field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors } from "@/app/_lib/form-errors";
import type { PasswordState } from "../(desk)/account/password-state";
import { newPasswordHint } from "../_components/new-password-hint";
import { renewPasswordAction } from "./actions";

const untouched: PasswordState = { form: { status: "idle" }, challenge: null };

/** The present password and a new one, where the strict rules ask for it. */
export function RenewForm({ next }: { next: string }) {
  const [state, action] = useServerAction(renewPasswordAction, untouched);
  const errors = (field: string) => fieldErrors(state.form, field);
  return (
    <form action={action} noValidate>
      <FormErrors state={state.form} />
      <Proof challenge={state.challenge} />
      <input type="hidden" name="next" value={next} />
      <PasswordField
        name="currentPassword"
        label="现在的密码"
        errors={errors("currentPassword")}
        autoComplete="current-password"
      />
      <PasswordField
        name="password"
        label="新密码"
        hint={newPasswordHint(true)}
        errors={errors("password")}
        autoComplete="new-password"
      />
      <PasswordField
        name="confirmPassword"
        label="确认新密码"
        errors={errors("confirmPassword")}
        autoComplete="new-password"
      />
      <SubmitButton className="button button-primary w-full" busy="正在修改…">
        修改密码并继续
      </SubmitButton>
    </form>
  );
}
