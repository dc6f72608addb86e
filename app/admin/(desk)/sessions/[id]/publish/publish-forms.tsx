"use client";

import { CheckboxField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { problemSentence } from "@/app/_lib/messages/exam-session-problems";
import { idle } from "@/lib/auth/form-state";
import type { Problem } from "@/lib/core/result";
import { deleteSessionAction, publishSessionAction, unpublishSessionAction } from "../../actions";

type Looked = { id: string; seen: number };

const Looked = ({ id, seen }: Looked) => (
  <>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="seen" value={seen} />
  </>
);

/** `confirmed`: the text of the shown warnings. Checking the box posts it. */
export function PublishForm({
  warnings,
  confirmed,
  ...looked
}: Looked & { warnings: readonly Problem[]; confirmed: string }) {
  const [state, action] = useServerAction(publishSessionAction, idle);
  const detail = state.status === "refused" ? state.detail : undefined;
  const shown = detail?.problems ?? warnings;
  return (
    <form action={action} className="mt-3">
      <FormErrors state={state} />
      <Looked {...looked} />
      {shown.length > 0 && (
        <>
          <h3 className="font-bold">请核对以下提示</h3>
          <ul className="mt-2 mb-3 list-disc space-y-1 pl-5">
            {shown.map((problem) => (
              <li key={`${problem.field} ${problemSentence(problem)}`}>
                <a
                  href={problem.field === "rooms" ? "/admin/seating" : `/admin/sessions/${looked.id}#${problem.field}`}
                >
                  {problemSentence(problem)}
                </a>
              </li>
            ))}
          </ul>
          {/* Created again with another list, so that a check never applies to warnings that staff did not see. */}
          <CheckboxField
            key={detail?.confirm ?? confirmed}
            name="confirmed"
            value={detail?.confirm ?? confirmed}
            label="我已核对以上提示，仍要发布"
          />
        </>
      )}
      <SubmitButton busy="正在发布…">发布</SubmitButton>
    </form>
  );
}

export function UnpublishForm(looked: Looked) {
  const [state, action] = useServerAction(unpublishSessionAction, idle);
  const errors = fieldErrors(state, "reason");
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <Looked {...looked} />
      <TextField
        name="reason"
        label="取消发布的原因"
        hint="记入审计日志。"
        maxLength={200}
        defaultValue={typed(state, "reason")}
        {...(errors ? { errors } : {})}
      />
      <SubmitButton busy="正在取消…" className="button">
        取消发布
      </SubmitButton>
    </form>
  );
}

export function DeleteForm(looked: Looked) {
  const [state, action] = useServerAction(deleteSessionAction, idle);
  return (
    <form action={action}>
      <FormErrors state={state} />
      <Looked {...looked} />
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
          删除这个草稿…
        </summary>
        <SubmitButton busy="正在删除…" className="button">
          确认删除
        </SubmitButton>
      </details>
    </form>
  );
}
