"use client";

import { type ReactNode } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { approveAction, nextAction } from "../actions";
import { Key } from "../undo-form";
import { KEEPS_CLAIM } from "./claim-keeper";

export type Looked = { id: string; version: number; queue: string };

/** The registration and version that the reviewer saw, in every form of the desk. */
export const Seen = ({ id, version, queue }: Looked) => (
  <>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="version" value={version} />
    <input type="hidden" name="queue" value={queue} />
  </>
);

/**
 * The decision buttons, always visible at the bottom of the screen. `children`: the form of 退回修改, which opens above the
 * buttons.
 */
export function DecisionBar({
  late,
  firstStage,
  children,
  ...looked
}: Looked & { late: boolean; firstStage: boolean; children: ReactNode }) {
  const [approval, approve] = useServerAction(approveAction, idle);
  const [, skip] = useServerAction(nextAction, idle);
  return (
    <section
      aria-label="审核决定"
      className="sticky bottom-0 z-10 -mx-4 mt-4 max-h-[85vh] overflow-y-auto border-t-2 border-brand bg-white px-4 py-3 md:pr-20 lg:-mx-8 lg:px-8"
    >
      <FormErrors state={approval} />
      {children}
      <div className="flex flex-wrap items-end gap-3">
        <form action={approve} noValidate className="flex flex-wrap items-end gap-3">
          <Seen {...looked} />
          {late && (
            <TextField
              name="reason"
              label="截止后审核的理由"
              maxLength={300}
              errors={fieldErrors(approval, "reason")}
              defaultValue={typed(approval, "reason") ?? ""}
            />
          )}
          <SubmitButton busy="正在保存…" className="button button-primary" data-hotkey="a" aria-keyshortcuts="a">
            {firstStage ? "初审通过" : "通过"}
            <Key>A</Key>
          </SubmitButton>
        </form>
        <button
          type="button"
          className="button"
          data-hotkey="b"
          aria-keyshortcuts="b"
          aria-controls="send-back"
          onClick={() => {
            const panel = document.getElementById("send-back");
            if (!(panel instanceof HTMLDetailsElement)) return;
            panel.open = !panel.open;
            if (panel.open) panel.querySelector<HTMLInputElement>("input[type=checkbox]")?.focus();
          }}
        >
          退回修改<Key>B</Key>
        </button>
        <a
          href={`/admin/reviews/${looked.id}/refuse?${looked.queue}`}
          className="button button-danger"
          data-hotkey="x"
          aria-keyshortcuts="x"
          {...KEEPS_CLAIM}
        >
          不通过…<Key>X</Key>
        </a>
        <form action={skip} className="ml-auto">
          <Seen {...looked} />
          <SubmitButton busy="正在打开…" className="button" data-hotkey="n" aria-keyshortcuts="n">
            跳过，下一份<Key>N</Key>
          </SubmitButton>
        </form>
      </div>
    </section>
  );
}
