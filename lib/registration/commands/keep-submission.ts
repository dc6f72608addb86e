import { openText, sealText } from "@/lib/crypto/sealed";
import type { Tx } from "@/lib/db/client";
import { uploadItems } from "../items";
import type { Submitted } from "../submission";

/** Keeps what was handed in, sealed, inside the transaction of the submit. */
export async function keepSubmission(
  tx: Tx,
  { registrationId, version }: { registrationId: string; version: number },
  now: Date,
): Promise<void> {
  const row = await tx.registration.findUniqueOrThrow({
    where: { id: registrationId },
    select: {
      category: true,
      name: true,
      sex: true,
      idType: true,
      documentEncrypted: true,
      level: true,
      studentNumber: true,
      graduationMonth: true,
      accommodation: true,
      language: { select: { name: true } },
      school: { select: { name: true } },
      teachingPoint: { select: { name: true } },
      files: {
        where: { removedAt: null, kind: { in: [...uploadItems] } },
        select: { id: true, kind: true },
        orderBy: { id: "asc" },
      },
    },
  });
  const content: Submitted = {
    fields: {
      category: row.category ?? "",
      name: row.name ?? "",
      sex: row.sex ?? "",
      idType: row.idType ?? "",
      documentNumber: row.documentEncrypted ? openText("document", row.documentEncrypted) : "",
      level: row.level ?? "",
      language: row.language?.name ?? "",
      school: row.school?.name ?? "",
      teachingPoint: row.teachingPoint?.name ?? "",
      studentNumber: row.studentNumber ?? "",
      graduationMonth: row.graduationMonth ?? "",
      accommodation: row.accommodation ?? "",
    },
    files: row.files.flatMap(({ id, kind }) => (kind === "ADMIT_CARD" ? [] : [{ id, kind }])),
  };
  await tx.submission.create({
    data: { registrationId, version, contentEncrypted: sealText("submission", JSON.stringify(content)), at: now },
  });
}
