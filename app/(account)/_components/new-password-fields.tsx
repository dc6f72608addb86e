"use client";

import { useT } from "@/app/_components/language";
import { PasswordField } from "./password-field";

/**
 * A password that is chosen here, and the same once more.
 * @param replaces whether an older one is replaced, which the labels then say
 * @param errors the messages of a field, by its name
 */
export function NewPasswordFields({
  replaces,
  errors,
}: {
  replaces: boolean;
  errors: (field: string) => string[] | undefined;
}) {
  const t = useT();
  return (
    <>
      <PasswordField
        name="password"
        label={t(replaces ? "新密码" : "密码")}
        hint={t("至少8个字符，不要使用手机号、日期等容易猜到的内容。")}
        errors={errors("password")}
        autoComplete="new-password"
      />
      <PasswordField
        name="confirmPassword"
        label={t(replaces ? "确认新密码" : "确认密码")}
        errors={errors("confirmPassword")}
        autoComplete="new-password"
      />
    </>
  );
}
