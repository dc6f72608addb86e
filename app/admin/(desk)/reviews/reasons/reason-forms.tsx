"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { type Choice, SelectField, TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { addReasonAction, retireReasonAction, rewordReasonAction } from "./actions";

export function AddReasonForm({ choices }: { choices: readonly Choice[] }) {
  const [state, action] = useServerAction(addReasonAction, idle);
  return (
    <details className="card mb-4 p-4 sm:p-4" open={state.status !== "idle" || undefined}>
      <summary className="inline-flex min-h-9 cursor-pointer items-center font-semibold text-brand underline underline-offset-2">
        增加一条原因
      </summary>
      <form action={action} noValidate className="mt-3 max-w-2xl">
        <FormErrors state={state} />
        <SelectField
          name="item"
          label="用于"
          choices={choices}
          errors={fieldErrors(state, "item")}
          defaultValue={typed(state, "item") ?? "PORTRAIT"}
        />
        <TextField
          name="text"
          label="原因"
          hint="写明哪里不对、怎样修改，例如“照片反光，看不清证件号码，请重新拍摄。”"
          maxLength={300}
          autoComplete="off"
          errors={fieldErrors(state, "text")}
          defaultValue={typed(state, "text") ?? ""}
        />
        <SubmitButton busy="正在保存…">保存</SubmitButton>
      </form>
    </details>
  );
}

/** 改写 and 停用 of one reason. A retired reason can be offered again. */
export function EditReason({ id, item, text, retired }: { id: string; item: string; text: string; retired: boolean }) {
  const [rewording, reword] = useServerAction(rewordReasonAction, idle);
  const [retiring, retire] = useServerAction(retireReasonAction, idle);
  const [, add] = useServerAction(addReasonAction, idle);
  if (retired) {
    return (
      <form action={add}>
        <input type="hidden" name="item" value={item} />
        <input type="hidden" name="text" value={text} />
        <SubmitButton className="button button-small">
          重新启用<span className="sr-only">：{text}</span>
        </SubmitButton>
      </form>
    );
  }
  const field = `text-${id}`;
  return (
    <details open={rewording.status === "invalid" || undefined}>
      <summary className="text-brand underline underline-offset-2">
        改写或停用<span className="sr-only">：{text}</span>
      </summary>
      <div className="w-[min(30rem,80vw)] pb-2 text-left whitespace-normal">
        <FormErrors state={retiring} />
        <form action={reword} noValidate>
          <FormErrors state={rewording} />
          <input type="hidden" name="id" value={id} />
          <label htmlFor={field} className="text-sm font-semibold">
            改写为
          </label>
          <input
            id={field}
            name="text"
            defaultValue={typed(rewording, "text") ?? text}
            maxLength={300}
            autoComplete="off"
            className="input"
          />
          <SubmitButton busy="正在保存…" className="button button-small mt-2">
            保存改写
          </SubmitButton>
        </form>
        <form action={retire} className="mt-2">
          <input type="hidden" name="id" value={id} />
          <SubmitButton className="button button-small button-danger">停用这条原因</SubmitButton>
        </form>
      </div>
    </details>
  );
}
