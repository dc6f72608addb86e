"use client";

import type { ReactNode } from "react";
import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { actionLabels } from "@/app/_lib/labels/payment";
import { idle } from "@/lib/auth/form-state";
import type { ExceptionAction } from "@/lib/domain/payment/exception-actions";
import type { Ending } from "@/lib/domain/payment/queries/ended-by-correction";
import { Danger } from "../../../_components/danger";
import { IdentityCode } from "../../../_components/identity-code";
import { resolveExceptionAction } from "../actions";

const names = { note: "说明", confirmation: "确认" };

/** `word`: the sum that is typed before money is moved or the ledger changed; null where neither happens. */
export type Choice = { value: ExceptionAction; word: string | null };

/**
 * The allowed resolutions of a payment exception. Each is a form of its own, so that its button can name the act and
 * its sum; opening one closes the others.
 */
export function ResolveForms({
  exceptionId,
  choices,
  ending,
}: {
  exceptionId: string;
  choices: readonly Choice[];
  ending: Ending | undefined;
}) {
  return (
    <div className="border-t border-line pt-2">
      <h3 className="font-bold">处理方式</h3>
      {choices.map((choice) => (
        <ResolveForm key={choice.value} exceptionId={exceptionId} {...choice}>
          {choice.value === "correct" && ending && <Ends ending={ending} />}
        </ResolveForm>
      ))}
    </div>
  );
}

function ResolveForm({ exceptionId, value, word, children }: Choice & { exceptionId: string; children: ReactNode }) {
  const [state, action] = useServerAction(resolveExceptionAction, idle);
  const { title, effect } = actionLabels[value];
  const prefix = `${value}-${exceptionId}-`;
  return (
    <details name={exceptionId} open={state.status !== "idle" || undefined}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
        {title}…
      </summary>
      <form action={action} noValidate className="pt-1 pb-4">
        <FormErrors
          state={state}
          names={names}
          ids={{
            note: `${prefix}note`,
            confirmation: `${prefix}confirmation`,
            identityCode: `${prefix}identityCode`,
          }}
        />
        <input type="hidden" name="exceptionId" value={exceptionId} />
        <input type="hidden" name="action" value={value} />
        <TextField
          name="note"
          id={`${prefix}note`}
          label={names.note}
          hint="为什么这样处理；会随记录保存。"
          maxLength={300}
          autoComplete="off"
          errors={fieldErrors(state, "note")}
          defaultValue={typed(state, "note") ?? ""}
        />
        {word ? (
          <Danger
            state={state}
            act={`${title} ${word}元`}
            busy="正在处理…"
            prefix={prefix}
            confirm={{ word, what: "金额" }}
          >
            <p>{effect}</p>
            {children}
          </Danger>
        ) : (
          <>
            <p className="mb-3 text-muted">{effect}</p>
            <IdentityCode state={state} prefix={prefix} />
            <SubmitButton busy="正在处理…" className="button">
              {title}
            </SubmitButton>
          </>
        )}
      </form>
    </details>
  );
}

/** The server refuses when the correction would end another registration than the one that this names. */
const Ends = ({ ending }: { ending: Ending }) => (
  <p className="font-semibold break-words">
    <input type="hidden" name="endingId" value={ending.id} />
    更正后，{ending.name ?? "该考生"}
    {ending.documentMasked && `（${ending.documentMasked}）`}的报名
    {ending.registrationNumber && ` ${ending.registrationNumber} `}
    将取消、座位释放，且不能恢复。
  </p>
);
