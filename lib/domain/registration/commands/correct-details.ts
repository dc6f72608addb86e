import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { Prisma, type Tx } from "@/lib/adapter/db/client";
import type { FieldItem } from "../items";
import type { Details } from "../schema";
import { setDetails } from "./details-columns";

/**
 * Writes fields that staff corrected, in the transaction of the correction. The status stays; the version counts, so
 * that nobody decides or pays on what was shown before. The check of a registration that waits for review has to run
 * again. Returns the new version; null when status or version are others by now.
 */
export async function correctDetails(
  tx: Tx,
  { id, status, version }: { id: string; status: RegistrationStatus; version: number },
  { details, fields, now }: { details: Details; fields: readonly FieldItem[]; now: Date },
): Promise<number | null> {
  const waits = status === "SUBMITTED" || status === "PRE_APPROVED";
  const count = await tx.$executeRaw`
    UPDATE registration r
    SET ${setDetails(id, details, fields)}, ${waits ? Prisma.sql`checked_at = NULL,` : Prisma.empty}
      updated_at = ${now}::timestamptz, version = r.version + 1
    WHERE r.id = ${id}::uuid AND r.status = ${status}::registration_status AND r.version = ${version}`;
  return count > 0 ? version + 1 : null;
}
