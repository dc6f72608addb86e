"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import type { ImportLayout, Sample } from "@/lib/domain/roster/schema";
import { chooseTableAction } from "../actions";

type Props = { importId: string; layout: ImportLayout; top: Sample["top"] };

/** Characters of a row in the list to choose from. */
const MAX_SHOWN = 60;

/** Another sheet or another header row than the one that was found; folded away where it was found right. */
export function TableForm({ importId, layout, top }: Props) {
  const [state, action] = useServerAction(chooseTableAction, idle);
  const position = layout.format === "xlsx" ? layout.position : 0;
  return (
    <details className="mb-5" open={state !== idle || undefined}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
        {layout.sheets.length > 1 ? "工作表或表头行不对？" : "表头行不对？"}
      </summary>
      <form action={action} noValidate className="card mt-2 grid gap-4 sm:grid-cols-[auto_1fr_auto] sm:items-end">
        <div className="sm:col-span-3">
          <FormErrors state={state} />
          <p className="text-sm text-muted">重新选择后，系统按新的表头重新识别各列；已选的列不保留。</p>
        </div>
        <input type="hidden" name="importId" value={importId} />
        {layout.sheets.length > 1 ? (
          <div>
            <label htmlFor="position" className="mb-1 block font-semibold">
              工作表
            </label>
            <select
              id="position"
              name="position"
              key={String(typed(state, "position"))}
              defaultValue={typed(state, "position") ?? String(position)}
              className="input"
            >
              {layout.sheets.map((sheet) => (
                <option key={sheet.position} value={sheet.position}>
                  {sheet.name}
                </option>
              ))}
            </select>
          </div>
        ) : (
          <input type="hidden" name="position" value={position} />
        )}
        <div className="min-w-0">
          <label htmlFor="headerRow" className="mb-1 block font-semibold">
            表头行
          </label>
          <select id="headerRow" name="headerRow" defaultValue="" className="input">
            <option value="">自动识别{layout.sheets.length > 1 ? "（换工作表时请选此项）" : ""}</option>
            {top.map(({ row, cells }) => (
              <option key={row} value={row}>
                第{row}行{row === layout.headerRow ? "（当前）" : ""}：
                {cells.filter(Boolean).join(" ").slice(0, MAX_SHOWN)}
              </option>
            ))}
          </select>
        </div>
        <SubmitButton className="button" busy="请稍候…">
          重新识别
        </SubmitButton>
      </form>
    </details>
  );
}
