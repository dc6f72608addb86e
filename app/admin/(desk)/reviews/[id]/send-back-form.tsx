"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { TextField } from "@/app/_components/field";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import type { Item } from "@/lib/domain/registration/items";
import { sendBackAction } from "../actions";
import { type Looked, Seen } from "./decision-bar";
import { fillIn, ReasonChips } from "./reason-chips";

/** An item that can be sent back, with its canned reasons and whether a drawing exists. */
export type Returnable = {
  item: Item;
  label: string;
  /** What the candidate entered; the panel lies over the list of it. */
  value: string;
  reasons: readonly string[];
  sample: boolean;
};

/** 退回修改: a checkbox for each item. Checking it fills in the most common reason, which can be edited. */
export function SendBackForm({
  items,
  soon,
  latest,
  ...looked
}: Looked & { items: readonly Returnable[]; soon: boolean; latest: string }) {
  const [state, action] = useServerAction(sendBackAction, idle);
  return (
    <form action={action} noValidate ref={listen}>
      <FormErrors state={state} />
      <TypedKeeper name={`send-back ${looked.id}`} basis={String(looked.version)} answer={state} />
      <Seen {...looked} />
      <p className="mb-1 text-sm text-muted">勾选要修改的项目，写明原因。考生会看到这些文字。</p>
      <ul id="items">
        {items.map((returnable) => (
          <ItemRow
            key={returnable.item}
            {...returnable}
            ticked={typed(state, `item-${returnable.item}`) === "on"}
            sampled={typed(state, `sample-${returnable.item}`) === "on"}
            reason={typed(state, `reason-${returnable.item}`)}
            errors={fieldErrors(state, `reason-${returnable.item}`)}
          />
        ))}
      </ul>
      {soon && (
        <div className="mt-3 rounded-md bg-warn-soft p-3">
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
      <div className="sticky -bottom-3 -mx-3 -mb-3 border-t border-line bg-white p-3">
        <SubmitButton busy="正在保存…" className="button w-full" aria-keyshortcuts="Control+Enter">
          确认退回
          <span aria-hidden="true" className="text-xs font-normal max-md:hidden">
            Ctrl+Enter
          </span>
        </SubmitButton>
      </div>
    </form>
  );
}

/** ↑ and ↓ move between items. */
function listen(form: HTMLFormElement) {
  const onKey = (event: KeyboardEvent) => onKeyDown(event, form);
  form.addEventListener("keydown", onKey);
  return () => form.removeEventListener("keydown", onKey);
}

function onKeyDown(event: KeyboardEvent, form: HTMLFormElement): void {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name^='item-']")];
  const row = event.target instanceof Element ? event.target.closest("li[data-item]") : null;
  const at = boxes.findIndex((box) => box.closest("li[data-item]") === row);
  if (at < 0) return;
  event.preventDefault();
  boxes[(at + (event.key === "ArrowDown" ? 1 : -1) + boxes.length) % boxes.length]?.focus();
}

function ItemRow({
  item,
  label,
  value,
  reasons,
  sample,
  ticked,
  sampled,
  reason,
  errors,
}: Returnable & {
  ticked: boolean;
  sampled: boolean;
  reason: string | undefined;
  errors: readonly string[] | undefined;
}) {
  const field = `reason-${item}`;
  const onTick = (ticks: boolean) => {
    const control = document.getElementById(field);
    if (ticks && control instanceof HTMLTextAreaElement && control.value === "") {
      fillIn(field, reasons[0] ?? "");
      control.select();
    }
  };
  return (
    <li data-item={item} className="tick-row border-t border-line">
      <label className="flex min-h-11 cursor-pointer items-center gap-2 py-1 md:min-h-8">
        <input
          type="checkbox"
          name={`item-${item}`}
          aria-label={label}
          defaultChecked={ticked}
          onChange={(event) => onTick(event.target.checked)}
          className="size-5 shrink-0"
        />
        <span className="min-w-0 leading-tight">{label}</span>
        <span className="ml-auto max-w-1/2 shrink-0 truncate text-sm text-muted">{value}</span>
      </label>
      <div className="tick-more pb-2">
        {errors?.length ? (
          <p id={`${field}-error`} className="mb-1 text-sm font-semibold text-bad">
            {errors.join(" ")}
          </p>
        ) : null}
        <textarea
          id={field}
          name={field}
          rows={2}
          aria-label={`${label}的退回原因`}
          aria-invalid={errors?.length ? true : undefined}
          aria-describedby={errors?.length ? `${field}-error` : undefined}
          defaultValue={reason ?? ""}
          maxLength={300}
          className="input min-h-11 scroll-my-20 py-1"
        />
        <ReasonChips field={field} reasons={reasons.slice(1)} />
        {sample && (
          <label className="inline-flex min-h-11 cursor-pointer items-center gap-2 text-sm sm:min-h-9">
            <input type="checkbox" name={`sample-${item}`} defaultChecked={sampled} className="size-5" />
            附示例图
          </label>
        )}
      </div>
    </li>
  );
}
