import type { Tx } from "@/lib/db/client";
import { sealColumn } from "@/lib/db/sealed-column";
import { uuidv7 } from "@/lib/db/uuid";
import { ownDetails, storedAsTyped } from "../queries/own-details";
import type { InSession } from "../queries/standing";
import type { Submitted } from "../submission";

/** Keeps what was handed in, sealed, inside the transaction of the submit; entries of lists by name, which stays when a list changes. */
export async function keepSubmission(tx: Tx, own: InSession, { version, now }: { version: number; now: Date }): Promise<void> {
  const details = await ownDetails(own, tx);
  if (!details) throw new Error("a registration that was just submitted is gone");
  const { id, language, school, teachingPoint, files } = details;
  const named = { language: language?.name ?? "", school: school?.name ?? "", teachingPoint: teachingPoint?.name ?? "" };
  const content: Submitted = {
    fields: { ...storedAsTyped(details), ...named },
    files: files.flatMap((file) => (file.kind === "ADMIT_CARD" ? [] : [{ id: file.id, kind: file.kind }])),
  };
  const submissionId = uuidv7(now);
  const contentEncrypted = sealColumn("submission.content_encrypted", submissionId, JSON.stringify(content));
  await tx.submission.create({ data: { id: submissionId, registrationId: id, version, contentEncrypted, at: now } });
}
