"use client";

import { useT } from "@/app/_components/language";
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
  label,
  ...input
}: { state: AccountState; errors: string[] | undefined; label?: string } & Partial<
  React.ComponentProps<typeof TextField>
>) {
  const t = useT();
  return (
    <TextField
      name="phone"
      label={label ?? t("手机号码")}
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
  const t = useT();

  return (
    <CheckboxField
      name="consent"
      label={
        <>
          {t("我已阅读并同意")}
          <a href="/privacy" target="_blank">
            {t("《个人信息保护说明》")}
          </a>
        </>
      }
      defaultChecked={state.typed["consent"] === "on"}
      errors={errors}
    />
  );
}
