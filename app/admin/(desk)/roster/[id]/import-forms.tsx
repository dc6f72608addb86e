"use client";

import { CheckboxField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, summaryErrors, typed } from "@/app/_lib/form-errors";
import { rosterModeLabels } from "@/app/_lib/labels/roster";
import { type FormState, idle } from "@/lib/auth/form-state";
import type { ImportCounts } from "@/lib/domain/roster/schema";
import { cancelImportAction, confirmImportAction, reopenColumnsAction } from "../actions";
import { effectOf } from "./import-figures";

const modes = ["ADD", "REPLACE"] as const;

/** The first one carries the field's name, where the error summary leads. */
const idOf = (mode: (typeof modes)[number]) => (mode === "ADD" ? "mode" : "mode-replace");

export function ConfirmForm({ importId, counts }: { importId: string; counts: ImportCounts }) {
  const [state, action] = useServerAction(confirmImportAction, idle);
  const errors = fieldErrors(state, "mode");
  return (
    <form action={action} noValidate className="card mb-5">
      <FormErrors state={state} />
      <input type="hidden" name="importId" value={importId} />
      <fieldset className="mb-4" aria-describedby={errors ? "mode-error" : undefined}>
        <legend className="mb-1 text-lg font-bold">导入方式</legend>
        {errors && (
          <p id="mode-error" className="mb-1 text-sm font-semibold text-bad">
            <span className="sr-only">错误：</span>
            {errors.join(" ")}
          </p>
        )}
        {modes.map((mode) => (
          <div key={mode} className="flex min-h-11 items-start gap-3 py-2">
            <input
              type="radio"
              id={idOf(mode)}
              aria-describedby={`${idOf(mode)}-effect`}
              name="mode"
              value={mode}
              defaultChecked={typed(state, "mode") === mode}
              className="mt-0.5 size-5 shrink-0"
            />
            <div>
              <label htmlFor={idOf(mode)} className="cursor-pointer font-bold">
                {rosterModeLabels[mode]}
              </label>
              <p id={`${idOf(mode)}-effect`} className="text-sm text-muted">
                {effectOf(counts, mode)}
                {mode === "ADD" && "文件中空白的格不覆盖原有内容。"}
                {mode === "REPLACE" &&
                  counts.replace.vanishing > 0 &&
                  counts.bad > 0 &&
                  "有错误的行未修改前，其中的人也会被删除。"}
              </p>
            </div>
          </div>
        ))}
      </fieldset>
      {counts.bad > 0 && (
        <CheckboxField name="ignoreErrors" label={`忽略有错误的 ${counts.bad} 行，只导入其余 ${counts.good} 行`} />
      )}
      <SubmitButton busy="请稍候…">导入 {counts.good} 行</SubmitButton>
    </form>
  );
}

export function ReopenColumnsForm({ importId }: { importId: string }) {
  const [state, action] = useServerAction(reopenColumnsAction, idle);
  return (
    <form action={action}>
      <input type="hidden" name="importId" value={importId} />
      <SubmitButton className="button">返回核对列</SubmitButton>
      <Refusal state={state} />
    </form>
  );
}

export function CancelForm({ importId }: { importId: string }) {
  const [state, action] = useServerAction(cancelImportAction, idle);
  return (
    <form action={action}>
      <input type="hidden" name="importId" value={importId} />
      <SubmitButton busy="正在取消…" className="button button-danger">
        取消导入
      </SubmitButton>
      <Refusal state={state} />
    </form>
  );
}

function Refusal({ state }: { state: FormState }) {
  return summaryErrors(state).map(({ message }) => (
    <p key={message} role="alert" className="mt-1 text-sm text-bad">
      {message}
    </p>
  ));
}
