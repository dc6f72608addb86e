import type { ReactNode } from "react";
import { flushSync } from "react-dom";
import { type ListKind, movedRow, newRow, removedRows, type Row } from "./list-rows";

const nouns: Record<ListKind, string> = { schools: "学校", languages: "语种", levels: "层次" };

/** The rows of a list, each with its order, its mark and its removal. `onAdd` adds an empty row and changes nothing. */
export function ListTable({
  kind,
  rows,
  stored,
  onChange,
  onAdd,
}: {
  kind: ListKind;
  rows: readonly Row[];
  stored: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
  onAdd: () => void;
}) {
  const noun = nouns[kind];
  const put = (row: Row) => onChange(rows.map((other) => (other.key === row.key ? row : other)));
  return (
    <>
      {rows.length === 0 && <p className="text-muted">还没有{noun}。</p>}
      <ol className="divide-y divide-line border-y border-line">
        {rows.map((row, index) => (
          <li key={row.key} className="py-1">
            <RowFields row={row} noun={noun} place={index + 1} onChange={put}>
              {kind === "languages" && (
                <>
                  <Cell row={row} field="code" label="代码" width="w-16" place={index + 1} onChange={put} />
                  <Cell row={row} field="fee" label="费用（元）" width="w-24" place={index + 1} onChange={put} />
                </>
              )}
              <RowButtons rows={rows} index={index} noun={noun} onChange={onChange} />
            </RowFields>
            {kind === "languages" && <OwnExam row={row} place={index + 1} onChange={put} />}
            {kind === "schools" && (
              <Points school={row} stored={stored} onChange={(points) => put({ ...row, points: [...points] })} />
            )}
          </li>
        ))}
      </ol>
      <Removed noun={noun} rows={removedRows(stored, rows)} onRestore={(row) => onChange([...rows, row])} />
      <button type="button" className="button button-small mt-2" onClick={onAdd}>
        增加{noun}
      </button>
    </>
  );
}

/** The teaching points of a school. */
function Points({
  school,
  stored,
  onChange,
}: {
  school: Row;
  stored: readonly Row[];
  onChange: (points: readonly Row[]) => void;
}) {
  const { points } = school;
  const before = stored.find(({ former }) => former === school.former)?.points ?? [];
  const put = (row: Row) => onChange(points.map((other) => (other.key === row.key ? row : other)));
  return (
    <div className="ml-4 border-l-2 border-line pl-3">
      <ol>
        {points.map((row, index) => (
          <li key={row.key}>
            <RowFields row={row} noun={`${school.name}的教学点`} place={index + 1} onChange={put}>
              <RowButtons rows={points} index={index} noun="教学点" onChange={onChange} />
            </RowFields>
          </li>
        ))}
      </ol>
      <Removed noun="教学点" rows={removedRows(before, points)} onRestore={(row) => onChange([...points, row])} />
      <button
        type="button"
        className="min-h-9 text-sm text-brand underline underline-offset-2"
        aria-label={`增加教学点：${school.name}`}
        onClick={() => onChange([...points, newRow()])}
      >
        增加教学点
      </button>
    </div>
  );
}

type Put = (row: Row) => void;

function RowFields({
  row,
  noun,
  place,
  onChange,
  children,
}: {
  row: Row;
  noun: string;
  place: number;
  onChange: Put;
  children: ReactNode;
}) {
  const renamed = row.former !== "" && row.former !== row.name.trim();
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 py-0.5">
      <input
        value={row.name}
        onChange={(event) => onChange({ ...row, name: event.currentTarget.value })}
        aria-label={`${noun} ${place} 名称`}
        maxLength={100}
        className="input min-w-0 flex-1 basis-44"
      />
      {children}
      <label className="order-1 flex min-h-9 cursor-pointer items-center gap-1.5 text-sm whitespace-nowrap">
        <input
          type="checkbox"
          aria-label={`停报：${row.name}`}
          checked={row.closed}
          onChange={(event) => onChange({ ...row, closed: event.currentTarget.checked })}
          className="size-5"
        />
        停报
      </label>
      {renamed && <span className="order-2 w-full text-sm text-warn">由“{row.former}”改名</span>}
    </div>
  );
}

function Cell({
  row,
  field,
  label,
  width,
  place,
  onChange,
}: {
  row: Row;
  field: "code" | "fee";
  label: string;
  width: string;
  place: number;
  onChange: Put;
}) {
  return (
    <label className="flex items-center gap-1 text-sm text-muted">
      <span aria-hidden="true">{label}</span>
      <input
        value={row[field]}
        onChange={(event) => onChange({ ...row, [field]: event.currentTarget.value })}
        aria-label={`语种 ${place} ${label}`}
        inputMode={field === "fee" ? "decimal" : "numeric"}
        maxLength={field === "fee" ? 10 : 2}
        className={`input ${width}`}
      />
    </label>
  );
}

const examInputs = [
  { cell: "day", label: "考试日期", type: "date", width: "w-40" },
  { cell: "from", label: "开始", type: "time", width: "w-28" },
  { cell: "to", label: "结束", type: "time", width: "w-28" },
] as const;

/** A language's own exam time: without one it is examined at the exam session's time. */
function OwnExam({ row, place, onChange }: { row: Row; place: number; onChange: Put }) {
  const { exam } = row;
  const name = row.name || `语种 ${place}`;
  const button = (label: string, act: () => void) => (
    <button
      type="button"
      className="min-h-9 text-sm text-brand underline underline-offset-2"
      aria-label={`${label}：${name}`}
      onClick={act}
    >
      {label}
    </button>
  );
  if (!exam)
    return (
      <p className="ml-4">{button("另定考试时间", () => onChange({ ...row, exam: { day: "", from: "", to: "" } }))}</p>
    );
  return (
    <div className="ml-4 flex flex-wrap items-center gap-x-2 gap-y-1 border-l-2 border-line pb-1 pl-3">
      {examInputs.map(({ cell, label, type, width }) => (
        <label key={cell} className="flex items-center gap-1 text-sm text-muted">
          <span aria-hidden="true">{label}</span>
          <input
            type={type}
            value={exam[cell]}
            onChange={(event) => onChange({ ...row, exam: { ...exam, [cell]: event.currentTarget.value } })}
            aria-label={`语种 ${place} ${label}`}
            className={`input ${width}`}
          />
        </label>
      ))}
      {button("改回本批次时间", () => onChange({ ...row, exam: null }))}
    </div>
  );
}

/** The order of a row and its removal. The focus stays on the button when its row moves. */
function RowButtons({
  rows,
  index,
  noun,
  onChange,
}: {
  rows: readonly Row[];
  index: number;
  noun: string;
  onChange: (rows: readonly Row[]) => void;
}) {
  const row = rows[index];
  if (!row) return null;
  const move = (by: -1 | 1) => (event: React.MouseEvent<HTMLButtonElement>) => {
    const { id } = event.currentTarget;
    flushSync(() => onChange(movedRow(rows, index, by)));
    document.getElementById(id)?.focus();
  };
  const name = row.name || `${noun} ${index + 1}`;
  return (
    <span className="order-1 inline-flex items-center gap-1">
      <button
        type="button"
        id={`${row.key}-up`}
        aria-label={`上移：${name}`}
        className="button button-small"
        aria-disabled={index === 0}
        onClick={index === 0 ? undefined : move(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        id={`${row.key}-down`}
        aria-label={`下移：${name}`}
        className="button button-small"
        aria-disabled={index === rows.length - 1}
        onClick={index === rows.length - 1 ? undefined : move(1)}
      >
        ↓
      </button>
      <button
        type="button"
        aria-label={`删除：${name}`}
        className="button button-small button-danger"
        onClick={() => onChange(rows.filter((other) => other.key !== row.key))}
      >
        删除
      </button>
    </span>
  );
}

/** What is stored and not in the table any more: saving deletes it, until then it can be put back. */
function Removed({ noun, rows, onRestore }: { noun: string; rows: readonly Row[]; onRestore: (row: Row) => void }) {
  if (rows.length === 0) return null;
  return (
    <ul className="mt-1 space-y-1 text-sm text-warn">
      {rows.map((row) => (
        <li key={row.key}>
          {noun}“{row.name}”保存后删除{" "}
          <button
            type="button"
            className="min-h-9 px-2 text-brand underline underline-offset-2"
            aria-label={`放回：${row.name}`}
            onClick={() => onRestore(row)}
          >
            放回
          </button>
        </li>
      ))}
    </ul>
  );
}
