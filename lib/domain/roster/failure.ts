import type { SheetRefusal } from "@/lib/adapter/spreadsheet/sheet";

/** Why an import failed, or why the system cancelled it. The codes are stored in roster_import.failure. */
export type Failure = SheetRefusal | "too_many_rows" | "no_rows" | "crashed" | "abandoned";

// During an update, a copy of the program from before 2026-11-29 may still write the former codes.
const FORMER_CODES: Partial<Record<string, Failure>> = { broke_off: "crashed", left_lying: "abandoned" };

/** Reads a stored code. The former codes become the present ones. */
export const storedFailure = (code: string): Failure => FORMER_CODES[code] ?? (code as Failure);
