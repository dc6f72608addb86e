import type { Tx } from "@/lib/db/client";
import { sealColumn } from "@/lib/db/sealed-column";
import { uuidv7 } from "@/lib/db/uuid";
import { asSubmitted, ownDetails } from "../queries/own-details";
import type { InSession } from "../queries/standing";

/** Keeps what was handed in, sealed, inside the transaction of the submit. */
export async function keepSubmission(tx: Tx, own: InSession, { version, now }: { version: number; now: Date }): Promise<void> {
  const details = await ownDetails(own, tx);
  if (!details) throw new Error("a registration that was just submitted is gone");
  const id = uuidv7(now);
  const contentEncrypted = sealColumn("submission.content_encrypted", id, JSON.stringify(asSubmitted(details)));
  await tx.submission.create({ data: { id, registrationId: details.id, version, contentEncrypted, at: now } });
}
