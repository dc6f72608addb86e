import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { phoneEndIndex } from "@/lib/domain/account/queries";

const BATCH = 500;

/**
 * Gives accounts of before 2026-11-29 the index of their phone's last digits. It runs at every start, before the web
 * server. An interrupted run continues at the next start. Copies of the older version may still create accounts
 * meanwhile: those get theirs at the next start. Returns how many accounts got one.
 */
export async function indexPhoneEnds(): Promise<number> {
  let indexed = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db().account.findMany({
      where: { phoneEncrypted: { not: null }, phoneEndIndex: null, id: { gt: after } },
      select: { id: true, phoneEncrypted: true },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    const last = rows.at(-1);
    if (!last) return indexed;
    const values = rows.flatMap(({ id, phoneEncrypted }) =>
      phoneEncrypted === null
        ? []
        : [
            {
              id,
              encrypted: phoneEncrypted,
              end: phoneEndIndex(decryptColumn("account.phone_encrypted", id, phoneEncrypted)),
            },
          ],
    );
    // A phone that changed after it was read brought its own index.
    indexed += await db().$executeRaw`
      UPDATE account a SET phone_end_index = v."end"
      FROM jsonb_to_recordset(${JSON.stringify(values)}::jsonb) AS v (id uuid, encrypted text, "end" text)
      WHERE a.id = v.id AND a.phone_encrypted = v.encrypted`;
    after = last.id;
  }
}
