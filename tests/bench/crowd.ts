import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { fillRegistrations } from "@/lib/demo/fill";
import { claimNext } from "@/lib/domain/review/commands/claim";
import { readFilter } from "@/lib/domain/review/queue-filter";
import { countByStatus, reviewQueue } from "@/lib/domain/review/queries/queue";
import { searchRegistrations } from "@/lib/domain/review/queries/search";
import { createLoginSession, createStaff } from "../support/factories";

// Run in the bench's own environment, with its application's address as the first word: fills the session with as many
// registrations as a large university has in ten years, then prints one figure a line.

const CROWD = 100_000;
const REVIEWERS = 20;
const CLAIMS = 25;
const ROUNDS = 150;
const LIMIT_MS = { page: 30, claim: 20, search: 10 };

const [url = ""] = process.argv.slice(2);
const examSession = await db().examSession.findFirstOrThrow({ orderBy: { examStartsAt: "desc" } });
await fillRegistrations({ count: CROWD, now: new Date(), pictures: false, examSessionId: examSession.id });

await rested();

const staff = await createStaff({ role: "REVIEWER" });
const login = await createLoginSession({ staffId: staff.id });
const cookie = `${cookieName("staff")}=${await sessionToken("staff", login.id)}`;
const question = {
  examSessionId: examSession.id,
  scope: "all",
  filter: readFilter(""),
  staffId: staff.id,
  now: new Date(),
} as const;

tell(await queueDepth());
tell(await queueClaim());
tell(await idSearch());
process.exit(0);

/**
 * So many rows in so short a time leave the server with work of its own: written pages and a vacuum under way. Ends
 * when it is done.
 */
async function rested(): Promise<void> {
  await db().$executeRaw`CHECKPOINT`;
  for (let tries = 0; tries < 120; tries++) {
    const [busy] = await db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'`;
    if (busy?.count === 0) return;
    await setTimeout(1000);
  }
}

/** The whole page as a reviewer gets it, first and deepest, asked for in turn. */
async function queueDepth() {
  const first = "/admin/reviews?status=SUBMITTED";
  const deepest = `${first}&after=${await lastCursor()}`;
  const headers = { cookie };
  const times: Record<string, number[]> = { [first]: [], [deepest]: [] };
  for (let round = -20; round < ROUNDS; round++) {
    for (const path of [first, deepest]) {
      const ms = await timed(() => page(path, headers));
      if (round >= 0) times[path]?.push(ms);
    }
  }
  const [near, deep] = [times[first] ?? [], times[deepest] ?? []];
  return {
    name: "queue-depth",
    ratio: round2(percentile(deep, 0.5) / percentile(near, 0.5)),
    beside: "first page",
    queueP95Ms: round2(percentile(await listTimes(), 0.95)),
    limitMs: LIMIT_MS.page,
    wholePageP95Ms: round2(percentile(deep, 0.95)),
    n: ROUNDS,
  };
}

/** The list by itself, deepest page, and its numbers beside it, without drawing the page. */
async function listTimes(): Promise<number[]> {
  const [submittedAt = "", id = ""] = (await lastCursor()).split(".");
  const after = { submittedAt: new Date(Number(submittedAt)), id };
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(
      await timed(() =>
        Promise.all([
          reviewQueue({ ...question, after, limit: 25 }),
          countByStatus(examSession, question.scope, question.now),
        ]),
      ),
    );
  }
  return times.slice(10);
}

async function page(path: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(`${url}${path}`, { headers, redirect: "error" });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  await answer.text();
}

/** The place after which one page is left. */
async function lastCursor(): Promise<string> {
  const [row] = await db().$queryRaw<{ submittedAt: Date; id: string }[]>`
    SELECT submitted_at AS "submittedAt", id FROM registration
    WHERE exam_session_id = ${examSession.id}::uuid AND status = 'SUBMITTED' ORDER BY submitted_at DESC, id DESC OFFSET 25 LIMIT 1`;
  if (!row) throw new Error("nobody waits");
  return `${row.submittedAt.getTime()}.${row.id}`;
}

/**
 * Twenty reviewers at work, each of whom presses 下一份 five times a second, decided on what he had; and, beside it, all
 * pressing at the same instant.
 */
async function queueClaim() {
  const reviewers = await Promise.all(Array.from({ length: REVIEWERS }, () => createStaff({ role: "REVIEWER" })));
  const got: string[] = [];
  const press = async (staffId: string): Promise<number> => {
    const from = performance.now();
    const registrationId = await claimNext({ ...question, staffId, now: new Date() });
    const took = performance.now() - from;
    if (!registrationId) throw new Error("the queue is empty");
    got.push(registrationId);
    await db().registration.updateMany({ where: { id: registrationId }, data: { status: "APPROVED" } });
    return took;
  };
  const worked = await Promise.all(
    reviewers.map(async ({ id }) => {
      const times: number[] = [];
      for (let count = 0; count < CLAIMS; count++) {
        await setTimeout(Math.random() * 400);
        times.push(await press(id));
      }
      return times;
    }),
  );
  const together: number[] = [];
  for (let round = 0; round < CLAIMS; round++)
    together.push(...(await Promise.all(reviewers.map(({ id }) => press(id)))));
  if (new Set(got).size !== got.length) throw new Error("two reviewers got the same registration");
  return {
    ...limited("queue-claim", worked.flat(), LIMIT_MS.claim),
    reviewers: REVIEWERS,
    sameInstantMedianMs: round2(percentile(together, 0.5)),
    sameInstantP95Ms: round2(percentile(together, 0.95)),
  };
}

/** One person among all, by his whole number. */
async function idSearch() {
  const { rows } = await reviewQueue({ ...question, after: null, limit: 100 });
  const numbers = await Promise.all(
    rows.map(async ({ id }) => {
      const row = await db().registration.findUniqueOrThrow({ where: { id }, select: { documentEncrypted: true } });
      return decryptColumn("registration.document_encrypted", id, row.documentEncrypted ?? "");
    }),
  );
  const times: number[] = [];
  for (const value of [...numbers.slice(0, 10), ...numbers]) {
    const ms = await timed(async () => {
      const found = await searchRegistrations({
        examSessionId: examSession.id,
        search: { kind: "document", value },
        scope: "all",
        now: new Date(),
      });
      if (found.length !== 1) throw new Error("a number was not found once");
    });
    times.push(ms);
  }
  return limited("id-search", times.slice(10), LIMIT_MS.search);
}

function limited(name: string, times: readonly number[], limitMs: number) {
  return {
    name,
    ratio: round2(percentile(times, 0.95) / limitMs),
    beside: `${limitMs} ms`,
    p95Ms: round2(percentile(times, 0.95)),
    medianMs: round2(percentile(times, 0.5)),
    n: times.length,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

function tell(figure: object): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
