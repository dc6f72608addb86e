"use client";

import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { startTransition, type ReactNode, useEffect, useState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useHydrated } from "@/app/_components/use-hydrated";
import type { FormState } from "@/lib/auth/form-state";
import { IdentityCode } from "./identity-code";

/** `asked`: what the browser is to make or sign, as the server wrote it down. */
export type PasskeyAsked = FormState | { status: "asked"; options: string };

/**
 * One button for a passkey: asks the server, lets the browser make a key or sign with one, and posts the answer. A
 * browser without passkeys, or without scripts, shows nothing: the code of the authenticator app works everywhere.
 */
export function PasskeyForm({
  does,
  asked,
  post,
  answered,
  send,
  next = "",
  className,
  children,
}: {
  does: "make" | "sign";
  /** What the server asked for, and the way to ask it. */
  asked: PasskeyAsked;
  post: (form: FormData) => void;
  /** What it said to the answer, and the way to send it. */
  answered: FormState;
  send: (form: FormData) => void;
  /** The page that follows, where the answer leads on. */
  next?: string;
  className: string;
  children: ReactNode;
}) {
  const [cancelled, setCancelled] = useState(false);
  const hydrated = useHydrated();

  useEffect(() => {
    if (asked.status !== "asked") return;
    let over = false;
    answerOf(does, asked.options).then(
      (text) => {
        if (over) return;
        const form = new FormData();
        form.set("answer", text);
        form.set("next", next);
        startTransition(() => send(form));
      },
      () => {
        if (!over) setCancelled(true);
      },
    );
    return () => {
      over = true;
    };
  }, [asked, does, next, send]);

  if (!hydrated || !("PublicKeyCredential" in window)) return null;
  const state: FormState = asked.status === "asked" ? (cancelled ? CANCELLED : answered) : asked;
  return (
    <form action={post} noValidate onSubmit={() => setCancelled(false)}>
      <FormErrors state={state} ids={{ identityCode: "passkey-identityCode" }} />
      <IdentityCode state={state} prefix="passkey-" />
      <SubmitButton className={className} busy="请在设备上确认…">
        {children}
      </SubmitButton>
    </form>
  );
}

const CANCELLED: FormState = { status: "refused", error: "passkey_cancelled", values: {} };

/** Asks the person at the device. Rejects when he cancels, or the device has no such key. */
async function answerOf(does: "make" | "sign", options: string): Promise<string> {
  const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
  return JSON.stringify(
    does === "make"
      ? await startRegistration({ optionsJSON: JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON })
      : await startAuthentication({ optionsJSON: JSON.parse(options) as PublicKeyCredentialRequestOptionsJSON }),
  );
}
