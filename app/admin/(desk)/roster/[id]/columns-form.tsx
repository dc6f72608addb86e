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
      <DeskTable head={["字段", "文件中的列", "前几行的内容"]}>
        {rosterFields.map((field) => {
          const errors = fieldErrors(state, field);
          const values =
            chosen[field] === ""
              ? []
              : sample.slice(0, SHOWN_VALUES).map(({ cells }) => cells[Number(chosen[field])] ?? "");
          return (
            <tr key={field}>
              <th scope="row" className="whitespace-nowrap">
                <label htmlFor={field}>{rosterFieldLabels[field]}</label>
                {isRequired(field) && <span className="block text-xs font-normal text-muted">必须有</span>}
              </th>
              <td className="min-w-52">
                {errors && (
                  <p id={`${field}-error`} className="mb-1 text-sm font-semibold text-bad">
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
                  className="input"
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
              </td>
              <td className="min-w-48 text-muted">
                {values.map((value, index) => (
                  <span key={index} className="block break-all">
                    {value || "（空）"}
                  </span>
                ))}
              </td>
            </tr>
          );
        })}
      </DeskTable>
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
