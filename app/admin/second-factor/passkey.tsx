"use client";

import { useServerAction } from "@/app/_components/use-server-action";
import { type FormState, idle } from "@/lib/auth/form-state";
import { type PasskeyAsked, PasskeyForm } from "../_components/passkey-form";
import { askPasskeyAction, givePasskeyAction } from "./actions";

/** Signs with a passkey instead of typing a code, and goes on to `next`. */
export function SignWithPasskey({ next }: { next: string }) {
  const [asked, post] = useServerAction<PasskeyAsked>(askPasskeyAction, idle);
  const [answered, send] = useServerAction<FormState>(givePasskeyAction, idle);
  return (
    <PasskeyForm does="sign" {...{ asked, post, answered, send, next }} className="button w-full">
      使用通行密钥（指纹、面容或安全密钥）
    </PasskeyForm>
  );
}
