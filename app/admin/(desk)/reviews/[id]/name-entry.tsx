"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { cleanName } from "@/lib/core/person-name";
import { writeNameAction } from "../actions";

type Named = {
  id: string;
  version: number;
  queue: string;
  name: string;
  /** With 〓, as its owner handed it in. */ asTyped: string;
};

/**
 * For a name with characters that the candidate could not type. Staff read them on the photo of the document. The page
 * shows the name once more before it is saved.
 */
export function NameEntry({ id, version, queue, name, asTyped }: Named) {
  const [state, action] = useServerAction(writeNameAction, idle);
  const asked =
    state.status === "refused" && state.error === "name_not_confirmed" ? cleanName(typed(state, "name") ?? "") : "";
  return (
    <form action={action} noValidate className="rounded-md border-l-4 border-warn bg-warn-soft p-4">
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="queue" value={queue} />
      {asked && <input type="hidden" name="shown" value={asked} />}
      <TextField
        name="name"
        label={name === asTyped ? "录入姓名" : "更正录入的姓名"}
        hint={`考生填写的是“${asTyped}”。请对照证件照片，只录入标为“〓”的字，其余的字不能改动；字可以粘贴，也可以写编码，例如“王U+2CC56”。`}
        defaultValue={typed(state, "name") ?? name}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
      />
      {name !== asTyped && (
        <TextField
          name="reason"
          label="更正原因"
          hint="将记入审计日志。"
          maxLength={200}
          defaultValue={typed(state, "reason") ?? ""}
        />
      )}
      {asked && (
        <p className="mb-3">
          请核对：考生填写“{asTyped}”，将保存为 <strong className="text-xl">{asked}</strong>
        </p>
      )}
      <SubmitButton busy="正在保存…" className="button">
        {asked ? "核对无误，保存姓名" : "保存姓名"}
      </SubmitButton>
    </form>
  );
}
