import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import type { ColumnMapping } from "../fields";
import { layoutSchema } from "../schema";
import { headerKey } from "./open-file";
import { nextState } from "./work";

/**
 * MAPPING → CHECKING: staff confirmed the columns. They are proposed again for the next file with the same header row.
 */
export const confirmColumns = ({ importId, mapping }: { importId: string; mapping: ColumnMapping }) =>
  transact(async (tx) => {
    const found = await tx.rosterImport.findUnique({ where: { id: importId }, select: { layout: true, state: true } });
    if (found?.state !== "MAPPING") return refuse("roster_import_moved_on");
    const { header } = layoutSchema.parse(found.layout);
    if (Object.values(mapping).some((column) => column >= header.length)) return refuse("roster_import_moved_on");
    const { count } = await tx.rosterImport.updateMany({
      where: { id: importId, state: "MAPPING" },
      data: { ...nextState, state: "CHECKING", mapping, rowsRead: 0 },
    });
    if (count === 0) return refuse("roster_import_moved_on");
    const key = headerKey(header);
    await tx.rosterMapping.upsert({
      where: { headerKey: key },
      create: { headerKey: key, mapping },
      update: { mapping },
    });
    await enqueue(tx, "import-roster", { importId });
    return ok({ id: importId });
  });
