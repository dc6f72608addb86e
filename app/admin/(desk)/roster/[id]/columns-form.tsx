"use client";

import { useState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { rosterFieldLabels } from "@/app/_lib/labels/roster";
import { idle } from "@/lib/auth/form-state";
import { type ColumnMapping, requiredFields, type RosterField, rosterFields } from "@/lib/domain/roster/fields";
import type { Sample } from "@/lib/domain/roster/schema";
import { DeskTable } from "../../../_components/desk-table";
import { confirmColumnsAction } from "../actions";

type Props = { importId: string; header: readonly string[]; mapping: ColumnMapping; sample: Sample["rows"] };

/** Rows shown beside a field: enough to see what a column holds. */
const SHOWN_VALUES = 3;

const isRequired = (field: RosterField) => requiredFields.some((required) => required === field);

/** Each field, the column it stands in, and what this column holds. */
export function ColumnsForm({ importId, header, mapping, sample }: Props) {
  const [state, action] = useServerAction(confirmColumnsAction, idle);
  const [chosen, setChosen] = useState<Record<string, string>>(() =>
    Object.fromEntries(rosterFields.map((field) => [field, typed(state, field) ?? String(mapping[field] ?? "")])),
  );
  const unused = header.filter((word, index) => word && !Object.values(chosen).includes(String(index)));
  return (
    <form action={action} noValidate>
      <FormErrors state={state} names={rosterFieldLabels} />
      <input type="hidden" name="importId" value={importId} />
      <p className="mb-3">
        系统已按表头猜测各列的含义，请对照右侧的内容核对。没有的字段选“文件中没有”，审核时不比对该项。
      </p>
      <DeskTable
        caption="各字段所在的列"
        rows={rosterFields}
        id={(field) => field}
        columns={[
          {
            key: "field",
            label: "字段",
            heads: true,
            cell: (field) => (
              <>
                <label htmlFor={field}>{rosterFieldLabels[field]}</label>
                {isRequired(field) && <span className="ml-2 text-xs text-muted">必须有</span>}
              </>
            ),
          },
          {
            key: "column",
            label: "文件中的列",
            cell: (field) => {
              const errors = fieldErrors(state, field);
              return (
                <>
                  {errors && (
                    <p id={`${field}-error`} className="my-1 text-sm font-semibold text-bad">
                      <span className="sr-only">错误：</span>
                      {errors.join(" ")}
                    </p>
                  )}
                  <select
                    // React resets a form after its action, and a select then forgets what was chosen: made anew, it
                    // holds what came back.
                    key={String(typed(state, field))}
                    id={field}
                    name={field}
                    className="input my-1 min-w-52 sm:min-h-9 sm:py-1 sm:text-sm"
                    defaultValue={chosen[field]}
                    onChange={({ target }) => setChosen({ ...chosen, [field]: target.value })}
                    aria-invalid={errors ? true : undefined}
                    aria-describedby={errors ? `${field}-error` : undefined}
                  >
                    <option value="">{isRequired(field) ? "请选择" : "文件中没有"}</option>
                    {header.map((word, index) => (
                      <option key={index} value={index}>
                        {columnName(index)} 列 {word}
                      </option>
                    ))}
                  </select>
                </>
              );
            },
          },
          {
            key: "sample",
            label: "前几行的内容",
            wraps: true,
            cell: (field) =>
              chosen[field] === "" ? null : (
                <span className="text-muted">
                  {sample
                    .slice(0, SHOWN_VALUES)
                    .map(({ cells }) => cells[Number(chosen[field])] || "（空）")
                    .join("　")}
                </span>
              ),
          },
        ]}
      />
      {unused.length > 0 && <p className="mt-3 text-sm text-muted">不导入的列：{unused.join("、")}</p>}
      <div className="mt-4 mb-3">
        <SubmitButton busy="请稍候…">检查全部内容</SubmitButton>
      </div>
    </form>
  );
}

/** A, B, … Z, AA: as spreadsheet programs name columns. */
const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
