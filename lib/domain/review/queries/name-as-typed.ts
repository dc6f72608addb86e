import { db, type Tx } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { Submitted } from "@/lib/domain/registration/submission";

/** The name as the candidate last submitted it, whatever staff have written since; null when no copy was stored. */
export async function nameAsTyped(
  registrationId: string,
  client: Pick<Tx, "submission"> = db(),
): Promise<string | null> {
  const kept = await client.submission.findFirst({
    where: { registrationId, writtenById: null },
    orderBy: { version: "desc" },
    select: { id: true, contentEncrypted: true },
  });
  if (!kept) return null;
  const { fields } = JSON.parse(
    decryptColumn("submission.content_encrypted", kept.id, kept.contentEncrypted),
  ) as Submitted;
  return fields.name;
}
