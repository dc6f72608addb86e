import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { db } from "@/lib/adapter/db/client";
import { FORECAST_DAYS } from "../forecast";
import { type Scope, scopeWhere } from "../scope";
import { scopeSql } from "./scope";

const DAY_MS = 24 * 60 * 60 * 1000;

const reviewerDayColumns = {
  /** "2026-11-25", Shanghai. */
  day: z.iso.date(),
  staffId: z.uuid(),
  staff: z.string(),
  approved: z.number(),
  sentBack: z.number(),
  refused: z.number(),
  /** Seconds between opening and deciding; null when all decisions were made in bulk. */
  medianSeconds: z.number().nullable(),
};
export type ReviewerDay = z.output<z.ZodObject<typeof reviewerDayColumns>>;

/**
 * The decisions of each reviewer on each day, newest day first; decisions that were undone do not count. `staffId`
 * limits it to one person.
 */
export async function reviewerDays({
  examSessionId,
  since,
  staffId,
}: {
  examSessionId: string;
  since: Date;
  staffId: string | null;
}): Promise<ReviewerDay[]> {
  const rows = await db().$queryRaw`
    SELECT to_char(d.decided_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day, s.id AS "staffId", s.name AS staff,
      (count(*) FILTER (WHERE d.kind IN ('APPROVE', 'PRE_APPROVE')))::int AS approved,
      (count(*) FILTER (WHERE d.kind = 'SEND_BACK'))::int AS "sentBack",
      (count(*) FILTER (WHERE d.kind = 'REFUSE'))::int AS refused,
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - d.opened_at)))::int AS "medianSeconds"
    FROM review_decision d
    JOIN staff s ON s.id = d.staff_id
    JOIN registration r ON r.id = d.registration_id
    WHERE r.exam_session_id = ${examSessionId}::uuid AND d.decided_at >= ${since}::timestamptz AND d.undone_at IS NULL
      AND (${staffId}::uuid IS NULL OR s.id = ${staffId}::uuid)
    GROUP BY day, s.id, s.name
    ORDER BY day DESC, s.name`;
  return readRows(reviewerDayColumns, rows);
}

export type WaitingTimes = {
  waiting: number;
  oldestAt: Date | null;
  /** Hours from submit to decision, over the decisions since then. */
  medianHours: number | null;
  slowestTenthHours: number | null;
};

/** How long candidates wait: those who wait now, and those decided since a given time. */
export async function waitingTimes({
  examSessionId,
  scope,
  since,
}: {
  examSessionId: string;
  scope: Scope;
  since: Date;
}): Promise<WaitingTimes> {
  const [now] = readRows(
    { waiting: z.number(), oldestAt: z.date().nullable() },
    await db().$queryRaw`
    SELECT count(*)::int AS waiting, min(r.submitted_at) AS "oldestAt" FROM registration r
    WHERE r.exam_session_id = ${examSessionId}::uuid AND r.status IN ('SUBMITTED', 'PRE_APPROVED') ${scopeSql(scope)}`,
  );
  const [past] = readRows(
    { medianHours: z.number().nullable(), slowestTenthHours: z.number().nullable() },
    await db().$queryRaw`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY hours) AS "medianHours", percentile_cont(0.9) WITHIN GROUP (ORDER BY hours) AS "slowestTenthHours"
    FROM (
      SELECT (extract(epoch FROM r.decided_at - r.submitted_at) / 3600)::float8 AS hours FROM registration r
      WHERE r.exam_session_id = ${examSessionId}::uuid AND r.decided_at >= ${since}::timestamptz AND r.submitted_at <= r.decided_at ${scopeSql(scope)}
    ) decided`,
  );
  return {
    waiting: now?.waiting ?? 0,
    oldestAt: now?.oldestAt ?? null,
    medianHours: past?.medianHours ?? null,
    slowestTenthHours: past?.slowestTenthHours ?? null,
  };
}

/** The numbers of final decisions and submits, within a scope, in the days that the forecast uses. */
export async function recentPace(
  examSessionId: string,
  scope: Scope,
  now: Date,
): Promise<{ decided: number; arrived: number }> {
  const since = new Date(now.getTime() - FORECAST_DAYS * DAY_MS);
  const registration = { examSessionId, AND: [scopeWhere(scope)] };
  const [decided, arrived] = await Promise.all([
    db().reviewDecision.count({
      where: { decidedAt: { gte: since }, undoneAt: null, kind: { not: "PRE_APPROVE" }, registration },
    }),
    db().registrationEvent.count({ where: { event: "submit", at: { gte: since }, registration } }),
  ]);
  return { decided, arrived };
}
