"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../_components/identity-code";
import { replaceSecondFactorAction } from "./actions";

/** Leads to a new authenticator app and new recovery codes. */
export function ReplaceFactorForm() {
  const [state, post] = useServerAction(replaceSecondFactorAction, idle);
  return (
    <form action={post} noValidate>
      <FormErrors state={state} ids={{ identityCode: "replace-identityCode" }} />
      <p className="mb-3 text-sm text-muted">
        换了手机，或恢复码快用完时更换。新的设置完成后，原验证器、恢复码和通行密钥作废，其他设备上的登录结束。
      </p>
      <IdentityCode state={state} prefix="replace-" />
      <SubmitButton className="button" busy="请稍候…">
        更换验证器或恢复码
      </SubmitButton>
    </form>
  );
}
