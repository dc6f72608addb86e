import type { SheetRefusal } from "@/lib/adapter/spreadsheet/sheet";

/** Why an import came to nothing without anybody cancelling it. */
export type Failure = SheetRefusal | "too_many_rows" | "no_rows" | "broke_off" | "left_lying";
