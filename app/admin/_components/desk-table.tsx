import type { ReactNode } from "react";
import { TableFrame } from "./table-frame";

/** A column of a list. What a cell shows and what an export writes are told side by side, so that they agree. */
export type Column<Row> = {
  key: string;
  label: string;
  /** The value as plain text: exported, and shown unless there is a `cell`. A column without it is never exported. */
  text?: (row: Row) => string | number | null | undefined;
  cell?: (row: Row) => ReactNode;
  /** Names the row. */
  heads?: boolean;
  /** Numbers and sums stand right. */
  figure?: boolean;
  /** A long text, which may take more than one line. */
  wraps?: boolean;
  /** What can be pressed: its name is for screen readers only; it stays in sight and is not printed. */
  acts?: boolean;
  /** The database, or `text`, can sort by it. */
  sorts?: boolean;
  /** Shown only to those who choose it. */
  optional?: boolean;
};

/** The column by which a list is sorted. */
export type Sort = { key: string; down: boolean };

type Props<Row> = {
  /** What the table lists: for screen readers, and above it on paper. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  id: (row: Row) => string;
  /** What stands there instead while there are no rows. */
  empty?: ReactNode;
  density?: "compact" | "standard";
  sort?: Sort | undefined;
  /** The address that sorts by a column. */
  sortAddress?: (sort: Sort) => string;
  /** A checkbox in each row, or in those that `can` names; `sum`: what the row adds to the sum of what is selected. */
  pick?:
    | {
        form: string;
        name: string;
        label: (row: Row) => string;
        can?: (row: Row) => boolean;
        sum?: (row: Row) => number;
      }
    | undefined;
  /** The table is part of a card. */
  inCard?: boolean;
};

/**
 * The table of every list of the desk. In its rows the first link is what Enter opens (row-keys.ts). It needs no
 * JavaScript: sorting is a link, selecting a form.
 */
export function DeskTable<Row>({
  caption,
  columns,
  rows,
  id,
  empty,
  density = "compact",
  sort,
  sortAddress,
  pick,
  inCard = false,
}: Props<Row>) {
  if (rows.length === 0 && empty) return <p className={inCard ? "mt-2 text-muted" : "card p-4"}>{empty}</p>;
  return (
    <TableFrame inCard={inCard}>
      <table className="desk-table" data-density={density}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {pick && (
              <th scope="col" className="picks">
                <span className="sr-only">选择</span>
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} address={sortAddress} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)}>
              {pick && (
                <td className="picks">
                  {(!pick.can || pick.can(row)) && (
                    <label>
                      <input
                        type="checkbox"
                        form={pick.form}
                        name={pick.name}
                        value={id(row)}
                        data-sum={pick.sum?.(row)}
                        aria-label={pick.label(row)}
                      />
                    </label>
                  )}
                </td>
              )}
              {columns.map((column) => {
                const content = column.cell ? column.cell(row) : (column.text?.(row) ?? "—");
                return column.heads ? (
                  <th key={column.key} scope="row" className={classOf(column)}>
                    {content}
                  </th>
                ) : (
                  <td key={column.key} className={classOf(column)}>
                    {content}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

const classOf = <Row,>({ figure, wraps, acts }: Column<Row>) =>
  acts ? "acts" : figure ? "figure" : wraps ? "wraps" : undefined;

function Head<Row>({
  column,
  sort,
  address,
}: {
  column: Column<Row>;
  sort: Sort | undefined;
  address: ((sort: Sort) => string) | undefined;
}) {
  const { key, label, acts, sorts } = column;
  const by = sort?.key === key ? sort : undefined;
  return (
    <th
      scope="col"
      className={classOf(column)}
      aria-sort={by && sorts ? (by.down ? "descending" : "ascending") : undefined}
    >
      {acts ? (
        <span className="sr-only">{label}</span>
      ) : sorts && address ? (
        <a href={address({ key, down: by ? !by.down : false })}>
          {label} <span aria-hidden="true">{by ? (by.down ? "↓" : "↑") : "↕"}</span>
        </a>
      ) : (
        label
      )}
    </th>
  );
}
