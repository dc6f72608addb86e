import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { deletePieces, storePieces } from "./file-pieces";

type NewImport = { examSessionId: string; staffId: string; fileName: string; path: string; size: number; now: Date };

/**
 * Stores an uploaded file encrypted and starts its import; the worker reads the header. Only one import may change the
 * roster of an exam session at a time, so the second of two uploads is refused.
 */
export async function startImport({ examSessionId, staffId, fileName, path, size, now }: NewImport) {
  if (size === 0) return refuse("file_empty");
  const storageKeys = await storePieces(path);
  try {
    return await transact(async (tx) => {
      const id = uuidv7(now);
      const fileNameEncrypted = encryptColumn("roster_import.file_name_encrypted", id, shortened(fileName));
      await tx.rosterImport.create({
        data: { id, examSessionId, staffId, fileNameEncrypted, size, storageKeys, createdAt: now },
      });
      await enqueue(tx, "import-roster", { importId: id });
      const subject = { kind: "roster_import", id };
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: "roster.upload",
        subject,
        detail: { size },
        now,
      });
      return ok({ id });
    });
  } catch (error) {
    await deletePieces(storageKeys);
    if (violatedIndex(error)) return refuse("roster_import_under_way");
    throw error;
  }
}

const shortened = (name: string): string => Array.from(name).slice(0, 120).join("");
