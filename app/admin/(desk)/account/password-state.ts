import type { AccountRefusal } from "@/lib/domain/account/refusals";
import type { FormState } from "@/lib/auth/form-state";

/** The state of the password form after a post. The browser must solve `challenge` (JSON) before the next post. */
export type PasswordState = { form: FormState<AccountRefusal>; challenge: string | null };
