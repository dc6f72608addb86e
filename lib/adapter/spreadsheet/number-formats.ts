import { format, isDateFormat } from "numfmt";
import type { Cell } from "@/lib/core/sheet-cell";
import { readWholeXml } from "./xml";

/** How a cell of this style shows a number; `digits` as they stand in the file. */
export type ShowNumber = (digits: string, style: number) => Cell;

// The formats that a file names by number alone (ECMA-376, 18.8.30), as a Chinese Excel shows them. What is not named
// here is General.
const known: Record<number, string> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "yyyy/m/d",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "yyyy/m/d h:mm",
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: "m-d-yy",
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'h"时"mm"分"',
  35: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: "#,##0;-#,##0",
  38: "#,##0;-#,##0",
  39: "#,##0.00;-#,##0.00",
  40: "#,##0.00;-#,##0.00",
  41: "#,##0",
  42: '"¥"#,##0',
  43: "#,##0.00",
  44: '"¥"#,##0.00',
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'h"时"mm"分"',
  56: 'h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** Days between the two beginnings of time that a workbook may count from. */
const DAYS_TO_1904 = 1462;

/**
 * Creates a reader for the numbers of a workbook. A cell without a format shows the number itself; for others the shown
 * text is returned beside the number. A format that the library does not understand is reported, not guessed.
 */
export function numberFormats(styles: Buffer | null, date1904: boolean): ShowNumber {
  const patterns = styles ? patternsOf(styles) : [];
  return (digits, style) => {
    const pattern = patterns[style];
    if (pattern === undefined || /^(?:General|@|)$/i.test(pattern)) return { number: digits };
    try {
      const value = Number(digits) + (date1904 && isDateFormat(pattern) ? DAYS_TO_1904 : 0);
      return { number: digits, shown: format(pattern, value).trim() };
    } catch {
      return { trouble: "format" };
    }
  };
}

/** The pattern of each style a cell may name. */
function patternsOf(styles: Buffer): (string | undefined)[] {
  const own = new Map<number, string>();
  const ids: number[] = [];
  let inside = "";
  readWholeXml(styles, {
    open(name, attribute) {
      if (name === "numFmts" || name === "cellXfs" || name === "cellStyleXfs" || name === "dxfs") inside = name;
      if (name === "numFmt" && inside === "numFmts")
        own.set(Number(attribute("numFmtId")), attribute("formatCode") ?? "");
      if (name === "xf" && inside === "cellXfs") ids.push(Number(attribute("numFmtId") ?? 0));
    },
  });
  return ids.map((id) => own.get(id) ?? known[id]);
}
