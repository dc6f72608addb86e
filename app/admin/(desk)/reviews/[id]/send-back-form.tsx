"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { TextField } from "@/app/_components/field";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { SubmitButton } from "@/app/_components/submit-button";
import { useHydrated } from "@/app/_components/use-hydrated";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import type { Item } from "@/lib/domain/registration/items";
import { sendBackAction } from "../actions";
import { type Looked, Seen } from "./decision-bar";
import { fillIn, ReasonChips } from "./reason-chips";

/** An item that can be sent back, with its canned reasons and whether a drawing exists. */
export type Returnable = { item: Item; label: string; reasons: readonly string[]; sample: boolean };

/** 退回修改: a checkbox for each item. Checking it fills in the most common reason, which can be edited. */
export function SendBackForm({
  items,
  soon,
  latest,
  ...looked
}: Looked & { items: readonly Returnable[]; soon: boolean; latest: string }) {
  const [state, action] = useServerAction(sendBackAction, idle);
  const hydrated = useHydrated();
  const failed = state.status === "invalid" || state.status === "refused";
  return (
    <details
      id="send-back"
      open={failed || undefined}
      // The bar's own button opens it; without JavaScript the summary does.
      className={`mb-3 rounded-md border border-line ${hydrated ? "[&:not([open])]:hidden" : ""}`}
    >
      <summary className="flex min-h-11 cursor-pointer items-center px-4 font-semibold text-brand">
        退回修改（勾选需要修改的项目并写明原因）
      </summary>
      <form action={action} noValidate className="border-t border-line p-4" ref={listen}>
        <FormErrors state={state} />
        <TypedKeeper name={`send-back ${looked.id}`} basis={String(looked.version)} answer={state} />
        <Seen {...looked} />
        <ul id="items" className="grid gap-x-6 md:grid-cols-2">
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
          <div className="mt-4 rounded-md bg-warn-soft p-4">
            <p className="mb-3 font-semibold">
              距资格审核截止已不足24小时，考生可能来不及修改。可以为这名考生单独延长。
            </p>
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
        <SubmitButton busy="正在保存…" className="button mt-4" aria-keyshortcuts="Control+Enter">
          确认退回
        </SubmitButton>
        <span className="ml-3 text-sm text-muted max-md:hidden">Ctrl+Enter</span>
      </form>
    </details>
  );
}

/** ↑ and ↓ move between items, Ctrl+Enter posts, Esc closes. */
function listen(form: HTMLFormElement) {
  const onKey = (event: KeyboardEvent) => onKeyDown(event, form);
  form.addEventListener("keydown", onKey);
  return () => form.removeEventListener("keydown", onKey);
}

function onKeyDown(event: KeyboardEvent, form: HTMLFormElement): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const panel = form.closest("details");
  if (event.key === "Escape" && panel) {
    panel.open = false;
    // The element that had the focus is no longer visible.
    document.querySelector<HTMLElement>("[aria-controls='send-back']")?.focus();
    return;
  }
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
    if (ticks && control instanceof HTMLInputElement && control.value === "") {
      fillIn(field, reasons[0] ?? "");
      control.select();
    }
  };
  return (
    <li data-item={item} className="tick-row border-t border-line py-1">
      <label className="flex min-h-11 cursor-pointer items-center gap-3 sm:min-h-9">
        <input
          type="checkbox"
          name={`item-${item}`}
          defaultChecked={ticked}
          onChange={(event) => onTick(event.target.checked)}
          className="size-5 shrink-0"
        />
        {label}
      </label>
      <div className="tick-more pb-2">
        {errors?.length ? (
          <p id={`${field}-error`} className="mb-1 text-sm font-semibold text-bad">
            {errors.join(" ")}
          </p>
        ) : null}
        <input
          id={field}
          name={field}
          aria-label={`${label}的退回原因`}
          aria-invalid={errors?.length ? true : undefined}
          aria-describedby={errors?.length ? `${field}-error` : undefined}
          defaultValue={reason ?? ""}
          maxLength={300}
          autoComplete="off"
          className="input min-h-11"
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
