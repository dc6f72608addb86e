import { db, type Tx } from "@/lib/adapter/db/client";
import type { CannedReason, ReasonSubject } from "../canned-reason";

/** The reasons that the desk offers, oldest first. */
export async function cannedReasons(tx: Pick<Tx, "cannedReason"> = db()): Promise<CannedReason[]> {
  const rows = await tx.cannedReason.findMany({
    where: { retiredAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, item: true, text: true },
  });
  return rows.map((row) => ({ ...row, item: row.item as ReasonSubject }));
}

/** All reasons, including retired ones, each with the number of its uses. */
export async function countedReasons() {
  const rows = await db().cannedReason.findMany({
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      item: true,
      text: true,
      retiredAt: true,
      _count: {
        select: {
          returned: { where: { decision: { undoneAt: null } } },
          decisions: { where: { undoneAt: null } },
        },
      },
    },
  });
  return rows.map(({ _count, item, ...row }) => ({
    ...row,
    item: item as ReasonSubject,
    used: _count.returned + _count.decisions,
  }));
}
