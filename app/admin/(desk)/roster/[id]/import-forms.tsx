"use client";

import { CheckboxField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { summaryErrors } from "@/app/_lib/form-errors";
import { rosterModeLabels } from "@/app/_lib/labels/roster";
import { type FormState, idle } from "@/lib/auth/form-state";
import type { ImportCounts } from "@/lib/domain/roster/schema";
import { Danger } from "../../../_components/danger";
import { cancelImportAction, confirmImportAction, reopenColumnsAction } from "../actions";
import { effectOf } from "./import-figures";

type Checked = { importId: string; counts: ImportCounts };

/** The two ways to import. The second deletes people, so it has a form of its own with a confirmation. */
export function ConfirmForms(checked: Checked) {
  return (
    <section aria-labelledby="import" className="card mb-5">
      <h2 id="import">导入方式</h2>
      <AddForm {...checked} />
      <ReplaceForm {...checked} />
    </section>
  );
}

function AddForm({ importId, counts }: Checked) {
  const [state, action] = useServerAction(confirmImportAction, idle);
  return (
    <form action={action} noValidate className="mt-3">
      <FormErrors state={state} />
      <input type="hidden" name="importId" value={importId} />
      <input type="hidden" name="mode" value="ADD" />
      <p className="mb-3">
        <strong>{rosterModeLabels.ADD}</strong>：{effectOf(counts, "ADD")}文件中空白的格不覆盖原有内容。
      </p>
      <IgnoreErrors counts={counts} id="ignoreErrors" />
      <SubmitButton busy="请稍候…">追加/更新 {counts.good} 行</SubmitButton>
    </form>
  );
}

/** While nobody would be deleted there is nothing to type. */
function ReplaceForm({ importId, counts }: Checked) {
  const [state, action] = useServerAction(confirmImportAction, idle);
  const { vanishing } = counts.replace;
  const effect = (
    <p>
      <strong>{rosterModeLabels.REPLACE}</strong>：{effectOf(counts, "REPLACE")}文件中空白的格清除原有内容。
      {vanishing > 0 && counts.bad > 0 && "有错误的行未修改前，其中的人也会被删除。"}
      {vanishing > 0 && "删除后不能恢复。"}
    </p>
  );
  return (
    <form action={action} noValidate className="mt-4 border-t border-line pt-2">
      <details open={state.status !== "idle" || undefined}>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
          用文件整体替换名单{vanishing > 0 && `，删除 ${vanishing} 人`}…
        </summary>
        <div className="pt-2">
          <FormErrors
            state={state}
            names={{ confirmation: "确认" }}
            ids={{ confirmation: "replace-confirmation", ignoreErrors: "replace-ignoreErrors" }}
          />
          <input type="hidden" name="importId" value={importId} />
          <input type="hidden" name="mode" value="REPLACE" />
          <IgnoreErrors counts={counts} id="replace-ignoreErrors" />
          {vanishing > 0 ? (
            <Danger
              state={state}
              act={`整体替换：导入 ${counts.good} 行，删除 ${vanishing} 人`}
              busy="请稍候…"
              prefix="replace-"
              confirm={{ word: String(vanishing), what: "删除的人数" }}
            >
              {effect}
            </Danger>
          ) : (
            <>
              <div className="mb-3">{effect}</div>
              <SubmitButton busy="请稍候…" className="button">
                整体替换：导入 {counts.good} 行
              </SubmitButton>
            </>
          )}
        </div>
      </details>
    </form>
  );
}

const IgnoreErrors = ({ counts: { bad, good }, id }: { counts: ImportCounts; id: string }) =>
  bad > 0 ? (
    <CheckboxField name="ignoreErrors" id={id} label={`忽略有错误的 ${bad} 行，只导入其余 ${good} 行`} />
  ) : null;

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
