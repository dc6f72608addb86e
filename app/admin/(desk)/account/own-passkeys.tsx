"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { type FormState, idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../_components/identity-code";
import { type PasskeyAsked, PasskeyForm } from "../../_components/passkey-form";
import { addPasskeyAction, beginPasskeyAction, removePasskeyAction } from "./actions";

/** A passkey with formatted times. */
type Shown = { id: string; name: string; since: string; used: string | null };

/** The member's passkeys, each with a button that removes it, and one button that adds another. */
export function OwnPasskeys({ passkeys }: { passkeys: readonly Shown[] }) {
  const [state, remove] = useServerAction(removePasskeyAction, idle);
  return (
    <div className="mt-5 border-t border-line pt-4">
      <h3 className="mb-1">通行密钥</h3>
      <p className="mb-3 text-sm text-muted">
        登录时用本机的指纹、面容、PIN 或安全密钥代替验证码。请只在自己使用的电脑或手机上添加。
      </p>
      <form action={remove} noValidate>
        <FormErrors state={state} ids={{ identityCode: "keys-identityCode" }} />
        <IdentityCode state={state} prefix="keys-" />
        <ul className="mb-3 divide-y divide-line">
          {passkeys.map(({ id, name, since, used }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
              <span>
                {name}
                <span className="block text-sm text-muted">
                  {since}添加{used ? `，最近使用${used}` : "，还没有用过"}
                </span>
              </span>
              <SubmitButton name="passkey" value={id} className="button button-small" busy="正在删除…">
                删除<span className="sr-only">{name}的通行密钥</span>
              </SubmitButton>
            </li>
          ))}
        </ul>
      </form>
      <AddPasskey />
    </div>
  );
}

function AddPasskey() {
  const [asked, post] = useServerAction<PasskeyAsked>(beginPasskeyAction, idle);
  const [answered, send] = useServerAction<FormState>(addPasskeyAction, idle);
  return (
    <PasskeyForm does="make" {...{ asked, post, answered, send }} className="button">
      添加通行密钥
    </PasskeyForm>
  );
}
