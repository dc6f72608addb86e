"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { FactorCodeField } from "../../_components/factor-code-field";
import { confirmIdentityAction } from "./actions";

/** The code, and the page that follows. */
export function IdentityForm({ next }: { next: string }) {
  const [state, post] = useServerAction(confirmIdentityAction, idle);
  return (
    <form action={post} noValidate className="card max-w-xl">
      <FormErrors state={state} />
      <input type="hidden" name="next" value={next} />
      <FactorCodeField state={state} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton busy="正在核对…">确认</SubmitButton>
        <a href={next} className="button">
          返回
        </a>
      </div>
    </form>
  );
}
