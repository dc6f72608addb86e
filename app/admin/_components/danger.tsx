"use client";

import type { ReactNode } from "react";
import { CheckboxField, TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { messages } from "@/app/_lib/messages/all";
import type { FormState } from "@/lib/auth/form-state";
import { IdentityCode } from "./identity-code";

/** The red button of an act that cannot be undone. */
export const DANGER_BUTTON =
  "button w-full border-bad! bg-bad! text-white! hover:underline aria-disabled:opacity-70 sm:w-auto";

/**
 * The end of every form whose act cannot be undone or touches many: what will happen, one confirmation, and a red
 * button that names the act with its numbers. The word of `confirm` is typed into the field `confirmation`; its tick is
 * posted as `confirmed`. The server checks either (lib/core/confirmation.ts). `prefix`: for the ids, where a page has
 * more than one such form.
 */
export function Danger({
  state,
  act,
  busy,
  confirm,
  prefix = "",
  back,
  children,
}: {
  state: FormState;
  act: string;
  busy: string;
  confirm: { word: string; what: string } | { tick: string };
  prefix?: string;
  back?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="rounded-md border border-bad bg-bad-soft p-4">
      {children && <div className="mb-4 space-y-2">{children}</div>}
      {"word" in confirm ? (
        <div className="max-w-sm">
          <TextField
            name="confirmation"
            id={`${prefix}confirmation`}
            label={`请输入${confirm.what}“${confirm.word}”确认`}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            errors={mismatch(state)}
            defaultValue={typed(state, "confirmation") ?? ""}
          />
        </div>
      ) : (
        <CheckboxField
          name="confirmed"
          id={`${prefix}confirmed`}
          label={confirm.tick}
          errors={fieldErrors(state, "confirmed")}
          defaultChecked={typed(state, "confirmed") === "on"}
        />
      )}
      <IdentityCode state={state} prefix={prefix} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton busy={busy} className={DANGER_BUTTON}>
          {act}
        </SubmitButton>
        {back}
      </div>
    </div>
  );
}

/** The schema knows a number; a name is known to the action, which refuses. Either is told at the field. */
const mismatch = (state: FormState): string[] | undefined =>
  state.status === "refused" && state.error === "confirmation_mismatch"
    ? [messages.confirmation_mismatch]
    : fieldErrors(state, "confirmation");
