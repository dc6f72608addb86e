import { db } from "@/lib/adapter/db/client";
import { samePicture } from "../queries/same-picture";

/**
 * Finds other candidates' files, in any exam session, that show the same picture as this file (samePicture). Each pair
 * is written in both directions for the reviewers. A repeated run changes nothing. Returns the number of new pairs.
 */
export async function matchPictures({ fileId, now }: { fileId: string; now: Date }): Promise<number> {
  const written = await db().$executeRaw`
    WITH pairs AS (
      SELECT f.id AS file_id, o.id AS other_id, coalesce(bit_count(f.perceptual_hash # o.perceptual_hash), 0)::int AS distance,
        f.content_index = o.content_index AS exact
      FROM stored_file f
      JOIN stored_file o ON ${samePicture}
      WHERE f.id = ${fileId}::uuid AND f.removed_at IS NULL AND f.kind NOT IN ('ADMIT_CARD', 'ACCOMMODATION_PROOF')
    )
    INSERT INTO file_match (file_id, other_file_id, distance, exact, created_at)
    SELECT file_id, other_id, distance, exact, ${now}::timestamptz FROM pairs
    UNION ALL
    SELECT other_id, file_id, distance, exact, ${now}::timestamptz FROM pairs
    ON CONFLICT DO NOTHING`;
  return written / 2;
}
