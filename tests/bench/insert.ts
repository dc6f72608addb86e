import { db } from "@/lib/adapter/db/client";

/** One insert of a small row. */
export const insertOneRow = (fields: number) =>
  db().auditEntry.create({
    data: { at: new Date(), actorKind: "SYSTEM", action: "bench.insert", subjectKind: "bench", detail: { fields } },
  });
