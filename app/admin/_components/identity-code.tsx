import { TextField } from "@/app/_components/field";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import type { FormState } from "@/lib/auth/form-state";

/**
 * Asks for a code of the second factor again. It appears when the server has said that one is due, and whatever was
 * typed into the form is still there. `prefix`: for the id, where a page has more than one such form.
 */
export function IdentityCode({ state, prefix = "" }: { state: FormState; prefix?: string }) {
  const errors = fieldErrors(state, "identityCode");
  const kept = typed(state, "identityCode");
  if (!errors && kept === undefined) return null;
  return (
    <div className="max-w-xs">
      <TextField
        name="identityCode"
        id={`${prefix}identityCode`}
        label="验证码"
        hint="验证器显示的6位数字，或一个恢复码；此后十分钟内不再询问。"
        autoComplete="one-time-code"
        maxLength={40}
        spellCheck={false}
        autoCapitalize="characters"
        defaultValue={kept}
        errors={errors}
      />
    </div>
  );
}
