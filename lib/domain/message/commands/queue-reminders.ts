import { z } from "zod";
import { env } from "@/lib/env";
import { db } from "@/lib/adapter/db/client";
import type { SmsRule } from "@/lib/adapter/db/enums";
import { readRows } from "@/lib/adapter/db/read-rows";
import { canSend } from "@/lib/adapter/sms/send";
import { shanghaiTime } from "@/lib/core/clock";
import { examTimeColumns, examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { recordAudit } from "@/lib/domain/audit/commands";
import { type QueuedSms, queueSms } from "@/lib/domain/account/commands/queue-sms";
import { isQuiet } from "@/lib/domain/account/quiet-hours";
import { transact } from "@/lib/adapter/db/transact";
import { ok } from "@/lib/core/result";
import { spokenTime } from "../spoken-time";
import { examReminderWindow, examTomorrowText, type ReminderKind, reminderDue, reminderKinds } from "../reminders";

const columns = {
  id: z.uuid(),
  accountId: z.uuid(),
  examSessionId: z.uuid(),
  closesAt: z.date(),
  since: z.date(),
};

/** No reminder is sent earlier before the end than two days and a night. */
const FARTHEST = "3 days";

/**
 * Those who stand in the status of a reminder and whose window, longer where staff kept it open for them, closes soon.
 * The account still has its number.
 */
async function whoMayBeReminded({ status, step }: ReminderKind, now: Date) {
  const rows = await db().$queryRaw`
    SELECT * FROM (
      SELECT r.id, r.account_id AS "accountId", r.exam_session_id AS "examSessionId",
        greatest(o.until, CASE ${step}
          WHEN 'REGISTRATION' THEN e.registration_closes_at
          WHEN 'REVIEW' THEN e.review_closes_at ELSE e.payment_closes_at END) AS "closesAt",
        coalesce(CASE WHEN r.status = 'DRAFT' THEN r.created_at ELSE r.decided_at END, r.created_at) AS since
      FROM registration r
      JOIN exam_session e ON e.id = r.exam_session_id AND e.published_at IS NOT NULL
      JOIN account a ON a.id = r.account_id AND a.phone_encrypted IS NOT NULL
      LEFT JOIN step_override o ON o.registration_id = r.id AND o.step = ${step}::step
      WHERE r.status = ${status}::registration_status
    ) person
    WHERE "closesAt" > ${now}::timestamptz AND "closesAt" <= ${now}::timestamptz + ${FARTHEST}::interval`;
  return readRows(columns, rows);
}

type Reminder = QueuedSms & { rule: SmsRule; examSessionId: string };

async function closingReminders(kind: ReminderKind, now: Date): Promise<Reminder[]> {
  if (!canSend(kind.template)) return [];
  const quiet = env().SMS_QUIET_HOURS;
  return (await whoMayBeReminded(kind, now)).flatMap(({ id, accountId, examSessionId, closesAt, since }) => {
    const due = reminderDue(kind, { closesAt, since }, quiet, now);
    if (!due) return [];
    const time = spokenTime(closesAt);
    return {
      accountId,
      examSessionId,
      rule: due.rule,
      template: kind.template,
      params: { time },
      text: kind.text(time),
      key: `${due.rule}:${id}:${closesAt.getTime()}`,
      expiresAt: due.until,
    };
  });
}

/** 明日考试: everybody who has a seat and a published card, when the exam of his language is tomorrow. */
async function examReminders(now: Date): Promise<Reminder[]> {
  if (!canSend("exam-tomorrow")) return [];
  const DAY_MS = 24 * 3_600_000;
  const soon = { gt: now, lt: new Date(now.getTime() + 2 * DAY_MS) };
  const examSessions = await db().examSession.findMany({
    where: {
      publishedAt: { not: null },
      cardsPublishedAt: { not: null },
      OR: [{ examStartsAt: soon }, { languages: { some: { examStartsAt: soon } } }],
    },
    select: { id: true, ...examTimeColumns },
  });
  const isDue = (startsAt: Date) => {
    const { from, until } = examReminderWindow(startsAt);
    return from <= now && now < until;
  };
  const due = examSessions.flatMap((examSession) =>
    examSession.languages.flatMap(({ id: languageId }) => {
      const { opensAt: startsAt } = examTimeOf(examSession, languageId);
      return isDue(startsAt) ? [{ languageId, startsAt }] : [];
    }),
  );
  const seated = await db().registration.findMany({
    where: {
      languageId: { in: due.map(({ languageId }) => languageId) },
      status: "PAID",
      seat: { isNot: null },
      account: { phoneEncrypted: { not: null } },
    },
    select: { id: true, accountId: true, examSessionId: true, languageId: true },
  });
  return seated.flatMap(({ id, accountId, examSessionId, languageId }) => {
    const exam = due.find((one) => one.languageId === languageId);
    if (!exam) return [];
    const { hour, minute } = shanghaiTime(exam.startsAt);
    const time = `${hour}:${String(minute).padStart(2, "0")}`;
    return {
      accountId,
      examSessionId,
      rule: "EXAM_TOMORROW" as const,
      template: "exam-tomorrow" as const,
      params: { time },
      text: examTomorrowText(time),
      key: `EXAM_TOMORROW:${id}:${exam.startsAt.getTime()}`,
      expiresAt: examReminderWindow(exam.startsAt).until,
    };
  });
}

/**
 * Queues every reminder that is due and not switched off; never one twice, and none in the quiet hours. Returns how
 * many are new.
 */
export async function queueReminders(now: Date): Promise<number> {
  if (isQuiet(now, env().SMS_QUIET_HOURS)) return 0;
  const found = (
    await Promise.all([...reminderKinds.map((kind) => closingReminders(kind, now)), examReminders(now)])
  ).flat();
  if (found.length === 0) return 0;
  const muted = await db().mutedSms.findMany({
    where: { examSessionId: { in: [...new Set(found.map(({ examSessionId }) => examSessionId))] } },
  });
  const wanted = found.filter(
    ({ examSessionId, rule }) => !muted.some((off) => off.examSessionId === examSessionId && off.rule === rule),
  );
  const groups = new Map<string, Reminder[]>();
  for (const one of wanted) {
    const key = `${one.rule} ${one.examSessionId}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  let queued = 0;
  for (const group of groups.values()) queued += await queueGroup(group, now);
  return queued;
}

async function queueGroup(group: readonly Reminder[], now: Date): Promise<number> {
  const [first] = group;
  if (!first) return 0;
  const done = await transact<number, never>(async (tx) => {
    const ids = await queueSms(
      group.map(({ rule: _rule, examSessionId: _session, ...message }) => message),
      now,
      tx,
    );
    if (ids.length)
      await recordAudit(tx, {
        actor: { kind: "SYSTEM" },
        action: "sms.remind",
        subject: { kind: "exam_session", id: first.examSessionId },
        detail: { rule: first.rule, count: ids.length },
        now,
      });
    return ok(ids.length);
  }, "session");
  return done.ok ? done.value : 0;
}
