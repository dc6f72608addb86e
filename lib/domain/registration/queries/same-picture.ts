import { Prisma } from "@/lib/adapter/db/client";
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

const limits = Prisma.join(
  uploadItems.map((kind) => Prisma.sql`WHEN ${kind} THEN ${distanceLimit[kind]}::int`),
  " ",
);

/**
 * Whether `o`, a row of stored_file, is a file of another account that shows the same picture as `f`, which has the
 * same columns. Identical bytes match across kinds; similar pictures match only within a kind. Proofs of a 合理便利申请
 * are left out: nobody learns of one by a match.
 */
export const samePicture = Prisma.sql`o.account_id <> f.account_id AND o.removed_at IS NULL AND o.kind NOT IN ('ADMIT_CARD', 'ACCOMMODATION_PROOF')
  AND (o.content_index = f.content_index
    OR (o.kind = f.kind AND bit_count(f.perceptual_hash) >= ${LEAST_SET} AND bit_count(f.perceptual_hash # o.perceptual_hash) <= CASE f.kind::text ${limits} ELSE -1 END))`;
