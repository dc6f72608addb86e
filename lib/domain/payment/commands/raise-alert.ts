import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { logger } from "@/lib/adapter/log/logger";
import type { AlertKind } from "../alerts";

/**
 * Shows an alert on the desk, or adds to the count of the existing one. It writes at most once a second, because
 * thousands of forged messages may arrive.
 */
export async function raiseAlert({ kind, detail }: { kind: AlertKind; detail: string }, now: Date): Promise<void> {
  logger.error({ alert: kind, detail }, "payment alert");
  await db().$executeRaw`
    INSERT INTO payment_alert AS a (kind, count, first_at, last_at, detail)
    VALUES (${kind}, 1, ${now}::timestamptz, ${now}::timestamptz, ${detail})
    ON CONFLICT (kind) DO UPDATE SET
      count = CASE WHEN a.seen_at IS NULL THEN a.count + 1 ELSE 1 END,
      first_at = CASE WHEN a.seen_at IS NULL THEN a.first_at ELSE excluded.first_at END,
      last_at = excluded.last_at, detail = excluded.detail, seen_at = NULL
    WHERE a.seen_at IS NOT NULL OR a.last_at < ${new Date(now.getTime() - 1000)}::timestamptz`;
}

/** 已知悉: removes an alert from the desk until the problem happens again. */
export const acknowledgeAlert = (
  { staffId, kind }: { staffId: string; kind: string },
  now: Date,
): Promise<Result<null, "alert_gone">> =>
  transact<null, "alert_gone">(async (tx) => {
    const { count } = await tx.paymentAlert.updateMany({ where: { kind, seenAt: null }, data: { seenAt: now } });
    if (!count) return refuse("alert_gone");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "payment.see_alert",
      subject: { kind: "payment_alert" },
      detail: { kind },
      now,
    });
    return ok(null);
  });
