import type { AccountRefusal } from "@/lib/domain/account/refusals";
import type { FormState } from "@/lib/auth/form-state";

/** What an account's form knows after a post. */
export type AccountState = {
  form: FormState<AccountRefusal>;
  /** What was typed, without passwords. */
  typed: Record<string, string>;
  /** A message is on its way; `code` is shown in a demonstration only. */
  sent: { code: string | null } | null;
  /** A challenge (JSON) to be solved before the next post. */
  challenge: string | null;
};

export const untouched: AccountState = { form: { status: "idle" }, typed: {}, sent: null, challenge: null };
