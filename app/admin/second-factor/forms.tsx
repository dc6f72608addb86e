"use client";

import { CheckboxField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { FactorCodeField } from "../_components/factor-code-field";
import { beginSecondFactorAction, confirmSecondFactorAction, giveSecondFactorAction } from "./actions";

/** Draws secret and recovery codes for this login. */
export function BeginForm({ next }: { next: string }) {
  const [state, post] = useServerAction(beginSecondFactorAction, idle);
  return (
    <form action={post} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="next" value={next} />
      <SubmitButton className="button button-primary w-full" busy="请稍候…">
        开始设置
      </SubmitButton>
    </form>
  );
}

/** The last step of setting up: the first code. */
export function ConfirmForm({ next }: { next: string }) {
  const [state, post] = useServerAction(confirmSecondFactorAction, idle);
  return (
    <form action={post} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="next" value={next} />
      <CheckboxField
        name="kept"
        label="恢复码已打印或抄下，并妥善保管"
        defaultChecked={typed(state, "kept") === "on"}
        errors={fieldErrors(state, "kept")}
      />
      <FactorCodeField state={state} hint="验证器此刻显示的6位数字。" />
      <SubmitButton className="button button-primary w-full" busy="正在核对…">
        完成设置
      </SubmitButton>
    </form>
  );
}

/** The code after the password. */
export function CodeForm({ next }: { next: string }) {
  const [state, post] = useServerAction(giveSecondFactorAction, idle);
  return (
    <form action={post} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="next" value={next} />
      <FactorCodeField state={state} />
      <SubmitButton className="button button-primary w-full" busy="正在核对…">
        继续
      </SubmitButton>
    </form>
  );
}
