"use client";

import { useT } from "@/app/_components/language";
import { startTransition, useEffect, useState } from "react";
import { Field } from "@/app/_components/field";
import { Notice } from "@/app/_components/notice";
import type { AccountState } from "../account-state";

const RESEND_SECONDS = 60;

type Props = {
  state: AccountState;
  errors: string[] | undefined;
  dispatch: (form: FormData) => void;
  pending: boolean;
  /** The message after a code was sent. */
  sentText: string;
};

/**
 * 短信验证码 with 获取验证码. Without JavaScript the button posts the form. With JavaScript it starts a countdown and leaves the
 * other fields unchanged.
 */
export function CodeField({ state, errors, dispatch, pending, sentText }: Props) {
  const t = useT();

  return (
    <>
      <Field name="smsCode" label={t("短信验证码")} errors={errors}>
        <div className="flex gap-2">
          <input
            id="smsCode"
            name="smsCode"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={500}
            defaultValue={state.typed["smsCode"]}
            className="input"
            aria-invalid={errors?.length ? true : undefined}
            aria-describedby={errors?.length ? "smsCode-error" : undefined}
          />
          <SendButton state={state} dispatch={dispatch} pending={pending} />
        </div>
      </Field>
      {state.sent && (
        <Notice tone="good">
          <p>{sentText}</p>
          {state.sent.code && (
            <p className="font-bold">
              {t("演示模式验证码：")}
              <span data-testid="demo-code">{state.sent.code}</span>
            </p>
          )}
        </Notice>
      )}
    </>
  );
}

function SendButton({ state, dispatch, pending }: Pick<Props, "state" | "dispatch" | "pending">) {
  const t = useT();

  const left = useCountdown(state.sent);
  return (
    <button
      type="submit"
      name="intent"
      value="send-code"
      className="button shrink-0 px-3 whitespace-nowrap"
      aria-disabled={left > 0 || pending}
      onClick={(event) => {
        // Posted by our own code, so that React does not reset the fields that are already filled.
        event.preventDefault();
        const { form } = event.currentTarget;
        if (!form || left > 0 || pending) return;
        const data = new FormData(form);
        data.set("intent", "send-code");
        startTransition(() => dispatch(data));
      }}
    >
      {left > 0 ? t("{left}秒后可重新获取", { left }) : t("获取验证码")}
    </button>
  );
}

/** Seconds until the visitor may request the next code. */
function useCountdown(sent: AccountState["sent"]): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (!sent) return;
    const end = Date.now() + RESEND_SECONDS * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [sent]);
  return left;
}
