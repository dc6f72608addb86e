import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";

export type EventKind =
  | "create"
  | "query"
  | "close"
  | "notification"
  | "refund"
  | "refund_query"
  | "refund_notification";

/** The subject of an event: an order, a refund of an order, or a refund of money that belongs to no order. */
export type EventSubject = { orderId: string | null; refundId?: string | null };

type Told = { kind: EventKind; outcome: string; detail?: Prisma.InputJsonObject };

/**
 * Writes an event on an order's timeline. If the previous event was the same, only its count rises, so that days of
 * queries do not hide the other events. Stores ids and codes only.
 */
export async function recordPaymentEvent(
  { orderId, refundId = null }: EventSubject,
  { kind, outcome, detail }: Told,
  now: Date,
  tx: Pick<Tx, "$executeRaw"> = db(),
): Promise<void> {
  await tx.$executeRaw`
    WITH last AS (
      SELECT id, kind, outcome, refund_id FROM payment_event
      WHERE CASE WHEN ${orderId}::uuid IS NULL THEN refund_id = ${refundId}::uuid ELSE order_id = ${orderId}::uuid END
      ORDER BY id DESC LIMIT 1
    ), counted AS (
      UPDATE payment_event e SET times = e.times + 1, last_at = ${now}::timestamptz
      FROM last
      WHERE e.id = last.id AND last.kind = ${kind} AND last.outcome = ${outcome} AND last.refund_id IS NOT DISTINCT FROM ${refundId}::uuid
      RETURNING e.id
    )
    INSERT INTO payment_event (id, order_id, refund_id, kind, outcome, at, last_at, detail)
    SELECT ${uuidv7(now)}::uuid, ${orderId}::uuid, ${refundId}::uuid, ${kind}, ${outcome}, ${now}::timestamptz, ${now}::timestamptz,
      ${detail === undefined ? null : JSON.stringify(detail)}::jsonb
    WHERE NOT EXISTS (SELECT FROM counted)`;
}
