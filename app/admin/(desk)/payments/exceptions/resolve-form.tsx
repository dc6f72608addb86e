"use client";

import { TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { resolveExceptionAction } from "../actions";

import type { Ending } from "@/lib/domain/payment/queries/ended-by-correction";

type Choice = { value: string; title: string; effect: string };

const names = { action: "处理方式", note: "说明" };

type Props = { exceptionId: string; choices: readonly Choice[]; ending: Ending | undefined };

/**
 * The allowed resolutions of a payment exception, each with its effect, and the reason for the choice. A correction
 * that ends a registration needs a confirmation.
 */
export function ResolveForm({ exceptionId, choices, ending }: Props) {
  const [state, action] = useServerAction(resolveExceptionAction, idle);
  const errors = fieldErrors(state, "action");
  return (
    <form action={action} noValidate className="border-t border-line pt-4">
      <FormErrors
        state={state}
        names={names}
        ids={{ action: `${choices[0]?.value}-${exceptionId}`, note: `note-${exceptionId}` }}
      />
      <input type="hidden" name="exceptionId" value={exceptionId} />
      <fieldset className="mb-4 min-w-0">
        <legend className="mb-1 font-bold">{names.action}</legend>
        {errors && <p className="mb-1 text-sm font-semibold text-bad">{errors.join(" ")}</p>}
        {choices.map(({ value, title, effect }) => (
          <div key={value} className="flex min-h-11 items-start gap-3 py-1.5">
            <input
              type="radio"
              id={`${value}-${exceptionId}`}
              aria-describedby={`${value}-${exceptionId}-effect`}
              name="action"
              value={value}
              defaultChecked={typed(state, "action") === value}
              className="mt-0.5 size-5 shrink-0"
            />
            <div className="min-w-0">
              <label htmlFor={`${value}-${exceptionId}`} className="cursor-pointer font-bold">
                {title}
              </label>
              <p id={`${value}-${exceptionId}-effect`} className="text-sm text-muted">
                {effect}
              </p>
              {value === "correct" && ending && (
                <label className="mt-1 flex min-h-11 cursor-pointer items-center gap-3 font-semibold text-warn">
                  <input
                    type="checkbox"
                    name="endingId"
                    value={ending.id}
                    defaultChecked={typed(state, "endingId") === ending.id}
                    className="size-5 shrink-0"
                  />
                  <span className="min-w-0 break-words">
                    更正后，{ending.name ?? "该考生"}
                    {ending.documentMasked && `（${ending.documentMasked}）`}的报名
                    {ending.registrationNumber && ` ${ending.registrationNumber} `}
                    将取消、座位释放，且不能恢复。我已核对。
                  </span>
                </label>
              )}
            </div>
          </div>
        ))}
      </fieldset>
      <TextField
        name="note"
        id={`note-${exceptionId}`}
        label={names.note}
        hint="为什么这样处理；会随记录保存。"
        maxLength={300}
        autoComplete="off"
        errors={fieldErrors(state, "note")}
        defaultValue={typed(state, "note") ?? ""}
      />
      <SubmitButton busy="正在处理…">确认处理</SubmitButton>
    </form>
  );
}
