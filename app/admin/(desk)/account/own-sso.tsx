"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../_components/identity-code";
import { bindSsoAction, unbindSsoAction } from "./actions";

/** Confirms, with a code, the binding to whom the university's single sign-on has just named. */
export function BindForm() {
  const [state, post] = useServerAction(bindSsoAction, idle);
  return (
    <form action={post} noValidate>
      <FormErrors state={state} ids={{ identityCode: "sso-identityCode" }} />
      <IdentityCode state={state} prefix="sso-" />
      <SubmitButton busy="正在绑定…">确认绑定</SubmitButton>
    </form>
  );
}

/** Takes the member's own binding back. */
export function UnbindForm() {
  const [state, post] = useServerAction(unbindSsoAction, idle);
  return (
    <form action={post} noValidate>
      <FormErrors state={state} ids={{ identityCode: "sso-identityCode" }} />
      <IdentityCode state={state} prefix="sso-" />
      <SubmitButton className="button" busy="正在解除…">
        解除绑定
      </SubmitButton>
    </form>
  );
}
