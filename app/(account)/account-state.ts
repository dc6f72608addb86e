import type { AccountRefusal } from "@/lib/domain/account/refusals";
import type { FormState } from "@/lib/auth/form-state";

/** The state of an account form after a post. */
export type AccountState = {
  form: FormState<AccountRefusal>;
  /** The posted values, without passwords. */
  typed: Record<string, string>;
  /** A message was sent. `code` is set in a demo installation only. */
  sent: { code: string | null } | null;
  /** A challenge (JSON) that the browser must solve before the next post. */
  challenge: string | null;
};

export const untouched: AccountState = { form: { status: "idle" }, typed: {}, sent: null, challenge: null };
