"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { writeNameAction } from "../actions";

/** For a name with characters that its owner could not type: staff read them from the photo of the document. */
export function NameEntry({ id, version, queue, name }: { id: string; version: number; queue: string; name: string }) {
  const [state, action] = useServerAction(writeNameAction, idle);
  return (
    <form action={action} noValidate className="rounded-md border-l-4 border-warn bg-warn-soft p-4">
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="queue" value={queue} />
      <TextField
        name="name"
        label="录入姓名"
        hint="考生无法输入标为“〓”的字。请对照证件照片录入完整姓名；字可以粘贴，也可以写编码，例如“王U+2CC56”。录入后才能审核通过。"
        defaultValue={typed(state, "name") ?? name}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
      />
      <SubmitButton busy="正在保存…" className="button">
        保存姓名
      </SubmitButton>
    </form>
  );
}
