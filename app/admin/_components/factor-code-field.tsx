import { TextField } from "@/app/_components/field";
import { fieldErrors } from "@/app/_lib/form-errors";
import type { FormState } from "@/lib/auth/form-state";

/** The field for a code of the authenticator app, or, where there is one already, a recovery code. */
export function FactorCodeField({ state, hint }: { state: FormState; hint?: string }) {
  return (
    <div className="max-w-xs">
      <TextField
        name="code"
        label="验证码"
        hint={hint ?? "验证器显示的6位数字；手机不在身边的，输入一个恢复码。"}
        autoComplete="one-time-code"
        // A recovery code has letters: no keyboard of digits alone.
        inputMode={hint ? "numeric" : "text"}
        maxLength={40}
        spellCheck={false}
        autoCapitalize="characters"
        errors={fieldErrors(state, "code")}
      />
    </div>
  );
}
