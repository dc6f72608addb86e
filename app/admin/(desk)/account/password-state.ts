import type { AccountRefusal } from "@/lib/domain/account/refusals";
import type { FormState } from "@/lib/auth/form-state";

/** What the form of one's own password knows after a post; `challenge` (JSON) is to be solved before the next one. */
export type PasswordState = { form: FormState<AccountRefusal>; challenge: string | null };
