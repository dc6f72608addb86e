"use client";

import { useActionState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { TextField } from "@/app/_components/field";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { SubmitButton } from "@/app/_components/submit-button";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import type { Item } from "@/lib/registration/items";
import { cannedReasons } from "@/lib/review/canned-reasons";
import { approveAction, sendBackAction } from "./actions";

type Looked = { id: string; version: number };

const Seen = ({ id, version }: Looked) => (
  <>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="version" value={version} />
  </>
);

export function ApproveForm({ late, ...looked }: Looked & { late: boolean }) {
  const [state, action] = useActionState(approveAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} />
      <Seen {...looked} />
      {late && (
        <TextField
          name="reason"
          label="截止后审核的理由"
          maxLength={300}
          errors={fieldErrors(state, "reason")}
          defaultValue={typed(state, "reason") ?? ""}
        />
      )}
      <SubmitButton busy="正在保存…">通过</SubmitButton>
    </form>
  );
}

export function SendBackForm({
  items,
  soon,
  latest,
  ...looked
}: Looked & { items: readonly { item: Item; label: string }[]; soon: boolean; latest: string }) {
  const [state, action] = useActionState(sendBackAction, idle);
  const failed = state.status === "invalid" || state.status === "refused";
  return (
    <details open={failed || undefined} className="rounded-md border border-line">
      <summary className="flex min-h-12 cursor-pointer items-center px-4 font-semibold text-brand">
        退回修改（勾选需要修改的项目并写明原因）
      </summary>
      <form action={action} noValidate className="border-t border-line p-4">
        <FormErrors state={state} />
        <TypedKeeper name={`send-back ${looked.id}`} basis={String(looked.version)} answer={state} />
        <Seen {...looked} />
        <ul id="items" className="divide-y divide-line">
          {items.map(({ item, label }) => (
            <ItemRow
              key={item}
              item={item}
              label={label}
              ticked={typed(state, `item-${item}`) === "on"}
              reason={typed(state, `reason-${item}`)}
              errors={fieldErrors(state, `reason-${item}`)}
            />
          ))}
        </ul>
        {soon && (
          <div className="mt-4 rounded-md bg-warn-soft p-4">
            <p className="mb-3 font-semibold">距资格审核截止已不足24小时，考生可能来不及修改。可以为这名考生单独延长。</p>
            <TextField
              name="reopenUntil"
              label="允许修改和审核至"
              optional
              type="datetime-local"
              max={latest}
              hint="不得晚于缴费截止。"
              errors={fieldErrors(state, "reopenUntil")}
              defaultValue={typed(state, "reopenUntil") ?? ""}
            />
          </div>
        )}
        <div className="mt-4">
          <SubmitButton busy="正在保存…" className="button w-full sm:w-auto">
            退回修改
          </SubmitButton>
        </div>
      </form>
    </details>
  );
}

function ItemRow({
  item,
  label,
  ticked,
  reason,
  errors,
}: {
  item: Item;
  label: string;
  ticked: boolean;
  reason: string | undefined;
  errors: readonly string[] | undefined;
}) {
  const canned = cannedReasons[item] ?? cannedReasons.other;
  return (
    <li className="grid gap-x-4 gap-y-1 py-2 md:grid-cols-[16rem_minmax(0,1fr)] md:items-center">
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input type="checkbox" name={`item-${item}`} defaultChecked={ticked} className="size-5 shrink-0" />
        {label}
      </label>
      <div>
        {errors?.length ? (
          <p id={`reason-${item}-error`} className="mb-1 text-sm font-semibold text-bad">
            {errors.join(" ")}
          </p>
        ) : null}
        <input
          id={`reason-${item}`}
          name={`reason-${item}`}
          list={`canned-${item}`}
          aria-label={`${label}的退回原因`}
          aria-invalid={errors?.length ? true : undefined}
          aria-describedby={errors?.length ? `reason-${item}-error` : undefined}
          defaultValue={reason ?? ""}
          maxLength={300}
          autoComplete="off"
          placeholder={canned[0]}
          className="input"
        />
        <datalist id={`canned-${item}`}>
          {canned.map((text) => (
            <option key={text} value={text}>
              {text}
            </option>
          ))}
        </datalist>
      </div>
    </li>
  );
}
