"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { saveViewAction, type SaveViewState } from "./actions";

/** Saves the list as it is shown under a name. */
export function SaveViewForm({ list, query, maxLength }: { list: string; query: string; maxLength: number }) {
  const [state, action] = useServerAction<SaveViewState>(saveViewAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="query" value={query} />
      <label className="flex items-center gap-2">
        名称
        <input
          name="name"
          maxLength={maxLength}
          autoComplete="off"
          defaultValue={typed(state, "name") ?? ""}
          className="input"
        />
      </label>
      <label className="flex min-h-8 items-center gap-2">
        <input type="checkbox" name="shared" className="size-4" />
        同事也能看到
      </label>
      <SubmitButton className="button" busy="正在保存…">
        保存当前视图
      </SubmitButton>
    </form>
  );
}
