import type { Cell } from "./write-workbook";

/**
 * What a spreadsheet program would calculate, Chinese ones also in full width: such a text gets an apostrophe before
 * it.
 */
const formula = /^[=+\-@＝＋－＠\t\r\n]/;
/** Digits that a spreadsheet program would round or write as a power of ten. */
const longNumber = /^\d{12,}$/;

const field = (value: Cell): string => {
  if (value === null) return "";
  if (typeof value === "number") return value.toFixed(2);
  if (typeof value === "object") return String(value.count);
  const safe = formula.test(value) ? `'${value}` : longNumber.test(value) ? `\t${value}` : value;
  return /["\r\n,\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A csv as Excel opens it: UTF-8 with a mark, CRLF, nothing that it would calculate or round. */
export const writeCsv = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${[head, ...rows].map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
