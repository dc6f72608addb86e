import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import type { TableChoice } from "../find-table";
import { layoutSchema } from "../schema";
import { nextState } from "./work";

/** MAPPING → OPENING: staff chose another sheet or another header row. The worker proposes the columns again. */
export const chooseTable = ({ importId, table }: { importId: string; table: TableChoice }) =>
  transact(async (tx) => {
    const found = await tx.rosterImport.findUnique({ where: { id: importId }, select: { layout: true, state: true } });
    if (found?.state !== "MAPPING") return refuse("roster_import_moved_on");
    const layout = layoutSchema.parse(found.layout);
    const here = layout.format === "xlsx" ? layout.position : 0;
    const isThere = table.position === here || layout.sheets.some(({ position }) => position === table.position);
    if (!isThere) return refuse("roster_import_moved_on");
    // The form offers header rows of the sheet that it shows, so a row chosen together with another sheet is ignored.
    const choice: TableChoice = {
      position: table.position,
      headerRow: table.position === here ? table.headerRow : null,
    };
    const { count } = await tx.rosterImport.updateMany({
      where: { id: importId, state: "MAPPING" },
      data: { ...nextState, state: "OPENING", table: choice },
    });
    if (count === 0) return refuse("roster_import_moved_on");
    await enqueue(tx, "import-roster", { importId });
    return ok({ id: importId });
  });
