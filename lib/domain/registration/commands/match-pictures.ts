import { db, Prisma } from "@/lib/adapter/db/client";
import { SAME_PICTURE_DISTANCE } from "@/lib/adapter/image/perceptual-hash";
import { uploadItems, type UploadItem } from "../items";

/**
 * How many bits may differ between two pictures of a kind. Cards of one kind are printed alike. On a front only the
 * small portrait differs; on backs and transcripts nearly nothing differs, so there only nearly identical files count.
 */
const distanceLimit: Record<UploadItem, number> = {
  PORTRAIT: SAME_PICTURE_DISTANCE,
  ID_FRONT: 6,
  ID_BACK: 2,
  PROOF: 2,
};

/** A hash with fewer bits set is not compared: one empty page looks like every other empty page. */
const LEAST_SET = 24;

/**
 * Finds other candidates' files, in any exam session, that show the same picture as this file. Each pair is written in
 * both directions for the reviewers. Identical bytes match across kinds; similar pictures match only within a kind. A
 * repeated run changes nothing. Proofs of a 合理便利申请 are left out: no reviewer of another candidate learns of one.
 * Returns the number of new pairs.
 */
export async function matchPictures({ fileId, now }: { fileId: string; now: Date }): Promise<number> {
  const limits = Prisma.join(
    uploadItems.map((kind) => Prisma.sql`WHEN ${kind} THEN ${distanceLimit[kind]}::int`),
    " ",
  );
  const written = await db().$executeRaw`
    WITH pairs AS (
      SELECT f.id AS file_id, o.id AS other_id, coalesce(bit_count(f.perceptual_hash # o.perceptual_hash), 0)::int AS distance,
        f.content_index = o.content_index AS exact
      FROM stored_file f
      JOIN stored_file o ON o.account_id <> f.account_id AND o.removed_at IS NULL AND o.kind NOT IN ('ADMIT_CARD', 'ACCOMMODATION_PROOF')
        AND (o.content_index = f.content_index
          OR (o.kind = f.kind AND bit_count(f.perceptual_hash) >= ${LEAST_SET} AND bit_count(f.perceptual_hash # o.perceptual_hash) <= CASE f.kind::text ${limits} ELSE -1 END))
      WHERE f.id = ${fileId}::uuid AND f.removed_at IS NULL AND f.kind NOT IN ('ADMIT_CARD', 'ACCOMMODATION_PROOF')
    )
    INSERT INTO file_match (file_id, other_file_id, distance, exact, created_at)
    SELECT file_id, other_id, distance, exact, ${now}::timestamptz FROM pairs
    UNION ALL
    SELECT other_id, file_id, distance, exact, ${now}::timestamptz FROM pairs
    ON CONFLICT DO NOTHING`;
  return written / 2;
}
