import { ok, refuse } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { nextState } from "./work";

/** CHECKED → MAPPING: staff found that the columns were wrong. */
export async function reopenColumns({ importId }: { importId: string }) {
  const { count } = await db().rosterImport.updateMany({
    where: { id: importId, state: "CHECKED" },
    data: { ...nextState, state: "MAPPING" },
  });
  return count > 0 ? ok({ id: importId }) : refuse("roster_import_moved_on");
}
