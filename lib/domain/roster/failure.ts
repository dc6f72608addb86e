import type { SheetRefusal } from "@/lib/adapter/spreadsheet/sheet";

/** Why an import failed, other than by a cancel of staff. */
export type Failure = SheetRefusal | "too_many_rows" | "no_rows" | "broke_off" | "left_lying";
