"use client";

import { CheckboxField, TextField } from "@/app/_components/field";
import type { AccountState } from "../account-state";

/**
 * Enter in a field presses the first submit button of a form. This hidden one comes before 获取验证码, so that Enter submits
 * the form itself.
 */
export function EnterButton() {
  return <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />;
}

export function PhoneField({
  state,
  errors,
  label = "手机号码",
  ...input
}: { state: AccountState; errors: string[] | undefined; label?: string } & Partial<
  React.ComponentProps<typeof TextField>
>) {
  return (
    <TextField
      name="phone"
      label={label}
      type="tel"
      inputMode="tel"
      autoComplete="username"
      maxLength={200}
      defaultValue={state.typed["phone"]}
      {...(errors ? { errors } : {})}
      {...input}
    />
  );
}

export function ConsentField({ state, errors }: { state: AccountState; errors: string[] | undefined }) {
  return (
    <CheckboxField
      name="consent"
      label={
        <>
          我已阅读并同意
          <a href="/privacy" target="_blank">
            《个人信息保护说明》
          </a>
        </>
      }
      defaultChecked={state.typed["consent"] === "on"}
      errors={errors}
    />
  );
}
