import { z } from "zod";
import { db } from "@/lib/adapter/db/client";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { readRows } from "@/lib/adapter/db/read-rows";
import { uploadItems } from "@/lib/domain/registration/items";
import { samePicture } from "@/lib/domain/registration/queries/same-picture";

/** More registrations with one picture than this tell nobody anything new. */
const MAX_MATCHES = 5;

const shape = {
  id: z.uuid(),
  status: z.enum(RegistrationStatus),
  name: z.string().nullable(),
  documentMasked: z.string().nullable(),
  session: z.string(),
  kind: z.enum(uploadItems),
  exact: z.boolean(),
};
export type ExchangeMatch = z.output<z.ZodObject<typeof shape>>;

/**
 * Other people's registrations, in any exam session, that hold the same picture as what was handed in for an exchange
 * (samePicture): the job that looks for them runs only once it is accepted, which is too late. For the exam office.
 */
export async function exchangeMatches(exchangeId: string): Promise<ExchangeMatch[]> {
  const rows = await db().$queryRaw`
    SELECT DISTINCT ON (q.id) q.id, q.status, q.name, q.document_masked AS "documentMasked", s.title AS session,
      o.kind, o.content_index = f.content_index AS exact
    FROM (
      SELECT e.content_index, e.perceptual_hash, x.item AS kind, r.account_id
      FROM exchange x
      JOIN registration r ON r.id = x.registration_id
      JOIN evidence_file e ON e.exchange_id = x.id AND e.removed_at IS NULL
      WHERE x.id = ${exchangeId}::uuid
    ) f
    JOIN stored_file o ON ${samePicture}
    JOIN registration q ON q.id = o.registration_id
    JOIN exam_session s ON s.id = q.exam_session_id
    ORDER BY q.id, exact DESC
    LIMIT ${MAX_MATCHES}`;
  return readRows(shape, rows);
}
