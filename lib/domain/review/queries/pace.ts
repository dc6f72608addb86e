import { z } from "zod";
import { db } from "@/lib/adapter/db/client";
import { readRows } from "@/lib/adapter/db/read-rows";
import { shanghaiMidnight } from "@/lib/core/clock";
import { queueWhere, type QueueQuestion } from "./queue";

/** A longer queue is not counted to its end: its reviewer only needs to know that it is long. */
const MAX_COUNTED = 5_000;

const paceColumns = {
  counted: z.number(),
  place: z.number().nullable(),
  today: z.number(),
  medianSeconds: z.number().nullable(),
};

export type ReviewPace = {
  /** The place of the registration among those that wait in the queue; null when it is not among those counted. */
  place: number | null;
  waiting: number;
  /** More wait than were counted. */
  more: boolean;
  /** The reviewer's own decisions of this day, without those that were undone. */
  today: number;
  /** Seconds from opening to decision, over those; null when none was opened at the desk. */
  medianSeconds: number | null;
};

/** Where a registration stands in a queue, and how the reviewer's day goes. */
export async function reviewPace(question: QueueQuestion, registrationId: string): Promise<ReviewPace> {
  const { staffId, now } = question;
  const [row] = readRows(
    paceColumns,
    await db().$queryRaw`
    WITH waiting AS (
      SELECT r.id, row_number() OVER (ORDER BY r.submitted_at, r.id) AS place FROM registration r
      WHERE ${queueWhere(question)}
      ORDER BY r.submitted_at, r.id
      LIMIT ${MAX_COUNTED + 1}
    ), decided AS (
      SELECT d.decided_at - d.opened_at AS taken FROM review_decision d
      WHERE d.staff_id = ${staffId}::uuid AND d.decided_at >= ${shanghaiMidnight(now)}::timestamptz AND d.undone_at IS NULL
    )
    SELECT (SELECT count(*)::int FROM waiting) AS counted,
      (SELECT w.place::int FROM waiting w WHERE w.id = ${registrationId}::uuid) AS place,
      (SELECT count(*)::int FROM decided) AS today,
      (SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM taken)))::int FROM decided) AS "medianSeconds"`,
  );
  const { counted = 0, place = null, today = 0, medianSeconds = null } = row ?? {};
  return { place, waiting: Math.min(counted, MAX_COUNTED), more: counted > MAX_COUNTED, today, medianSeconds };
}
