import { expect, it } from "vitest";
import { shanghaiRfc3339 } from "@/lib/core/clock";
import { db } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { judgedOrder } from "@/lib/domain/payment/queries/judged-order";
import { readFilter } from "@/lib/domain/review/queue-filter";
import { reviewQueue } from "@/lib/domain/review/queries/queue";
import { reviewerDays, waitingTimes } from "@/lib/domain/review/queries/throughput";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";

// The longest hand-written reads, compared with what the ORM answers on the same rows, as standing.test.ts does for the
// read that every page of a candidate begins with.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** As PostgreSQL's percentile_cont: between two numbers, in proportion. */
const quantile = (numbers: readonly number[], fraction: number) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * fraction;
  const [below = NaN, above = NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
};

it("reviewQueue: a page of the queue", async () => {
  const now = new Date();
  const examSession = await createExamSession({
    schools: { create: ["甲校", "乙校"].map((name, index) => ({ name, position: index + 1 })) },
  });
  const elsewhere = await createExamSession();
  const [reviewer, colleague] = [await createStaff({ role: "REVIEWER" }), await createStaff({ role: "REVIEWER" })];
  const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE);
  const claimedBy = (claimedById: string, until: number) => ({
    claimedById,
    claimedAt: ago(5),
    claimedUntil: new Date(now.getTime() + until),
  });
  const variants: Parameters<typeof createRegistration>[0][] = [
    {
      submittedAt: ago(50),
      findings: ["roster_missing", "name_unwritten"],
      checkedAt: ago(49),
      rosterState: "MISSING",
    },
    { submittedAt: ago(40), ...claimedBy(colleague.id, MINUTE), submissions: 3 },
    { submittedAt: ago(40), ...claimedBy(colleague.id, -1) },
    { submittedAt: ago(30), ...claimedBy(reviewer.id, MINUTE), languageId: examSession.languages[3]?.id ?? null },
    { submittedAt: ago(20), schoolId: examSession.schools.find(({ name }) => name === "乙校")?.id ?? null },
    { submittedAt: ago(10), languageId: null, category: "SELF_STUDY_ENROLLED" },
    { submittedAt: ago(60), examSessionId: elsewhere.id },
    { submittedAt: ago(70), status: "APPROVED" },
    { status: "DRAFT" },
  ];
  for (const variant of variants)
    await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id, ...variant });

  const question = {
    examSessionId: examSession.id,
    scope: "all",
    filter: readFilter(""),
    staffId: reviewer.id,
    now,
  } as const;
  const { rows } = await reviewQueue({ ...question, after: null, limit: 20 });

  const expected = await db().registration.findMany({
    where: { examSessionId: examSession.id, status: "SUBMITTED" },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    include: { school: true, language: true, claimedBy: true },
  });
  expect(rows).toHaveLength(6);
  expect(rows).toEqual(
    expected.map((row) => {
      const holds = row.claimedUntil !== null && row.claimedUntil > now;
      return {
        id: row.id,
        version: row.version,
        name: row.name,
        documentMasked: row.documentMasked,
        registrationNumber: row.registrationNumber,
        level: row.level,
        category: row.category,
        school: row.school?.name ?? null,
        language: row.language?.name ?? null,
        submittedAt: row.submittedAt,
        submissions: row.submissions,
        findings: row.findings,
        checkedAt: row.checkedAt,
        rosterState: row.rosterState,
        claimedBy: holds ? row.claimedBy?.name : null,
        claimedById: holds ? row.claimedById : null,
        claimedUntil: holds ? row.claimedUntil : null,
      };
    }),
  );
});

it("reviewerDays and waitingTimes: what was decided, by whom, how fast", async () => {
  // Half an hour before midnight in Shanghai: the days of the rows differ from those of UTC.
  const midnight = new Date("2026-11-25T16:00:00Z");
  const since = new Date(midnight.getTime() - 30 * HOUR);
  const examSession = await createExamSession();
  const staff = [await createStaff({ role: "REVIEWER" }), await createStaff({ role: "REVIEWER" })];
  const decide = async (
    minutes: number,
    [kind, status]: readonly ["APPROVE" | "SEND_BACK" | "REFUSE" | "PRE_APPROVE", RegistrationStatus],
    { by = 0, openedBefore = 2, undone = false, examSessionId = examSession.id } = {},
  ) => {
    const decidedAt = new Date(midnight.getTime() + minutes * MINUTE);
    const submittedAt = new Date(decidedAt.getTime() - (60 + Math.abs(minutes)) * MINUTE);
    const row = await createRegistration({ status, examSessionId, decidedAt, submittedAt });
    await db().reviewDecision.deleteMany({ where: { registrationId: row.id } });
    await db().reviewDecision.create({
      data: {
        registrationId: row.id,
        staffId: staff[by]?.id ?? "",
        kind,
        registrationVersion: row.version,
        openedAt: openedBefore ? new Date(decidedAt.getTime() - openedBefore * MINUTE) : null,
        decidedAt,
        undoneAt: undone ? decidedAt : null,
      },
    });
  };
  const elsewhere = (await createExamSession()).id;
  await decide(-30, ["APPROVE", "APPROVED"]);
  await decide(-20, ["SEND_BACK", "RETURNED"], { openedBefore: 8 });
  await decide(30, ["REFUSE", "REFUSED"]);
  await decide(40, ["PRE_APPROVE", "SUBMITTED"], { by: 1, openedBefore: 0 });
  await decide(50, ["APPROVE", "APPROVED"], { by: 1, undone: true });
  await decide(60, ["APPROVE", "APPROVED"], { examSessionId: elsewhere });
  await decide(-40 * 60, ["APPROVE", "APPROVED"]);
  await createRegistration({ status: "PRE_APPROVED", examSessionId: examSession.id, submittedAt: new Date(0) });
  await createRegistration({ status: "SUBMITTED", examSessionId: elsewhere, submittedAt: new Date(-1) });

  const decisions = await db().reviewDecision.findMany({
    where: { undoneAt: null, decidedAt: { gte: since }, registration: { examSessionId: examSession.id } },
    include: { staff: true },
  });
  const byDay = new Map<string, typeof decisions>();
  for (const row of decisions) {
    const key = `${shanghaiRfc3339(row.decidedAt).slice(0, 10)} ${row.staffId}`;
    byDay.set(key, [...(byDay.get(key) ?? []), row]);
  }
  const expected = [...byDay].map(([key, rows]) => {
    const of = (...kinds: string[]) => rows.filter(({ kind }) => kinds.includes(kind)).length;
    const opened = rows.flatMap(({ openedAt, decidedAt }) =>
      openedAt ? [(decidedAt.getTime() - openedAt.getTime()) / 1000] : [],
    );
    return {
      day: key.slice(0, 10),
      staffId: rows[0]?.staffId,
      staff: rows[0]?.staff.name,
      approved: of("APPROVE", "PRE_APPROVE"),
      sentBack: of("SEND_BACK"),
      refused: of("REFUSE"),
      medianSeconds: opened.length ? Math.round(quantile(opened, 0.5)) : null,
    };
  });
  const order = (row: { day: string; staffId?: string | undefined }) => `${row.day} ${row.staffId}`;
  const sorted = <R extends { day: string; staffId?: string | undefined }>(rows: readonly R[]) =>
    rows.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  const days = await reviewerDays({ examSessionId: examSession.id, since, staffId: null });
  expect(days).toHaveLength(3);
  expect(days.map(({ day }) => day)).toEqual(
    days
      .map(({ day }) => day)
      .toSorted()
      .toReversed(),
  );
  expect(sorted(days)).toEqual(sorted(expected));
  const own = { staffId: staff[1]?.id ?? null };
  expect(await reviewerDays({ examSessionId: examSession.id, since, ...own })).toEqual(
    expected.filter(({ staffId }) => staffId === own.staffId),
  );

  const times = await waitingTimes({ examSessionId: examSession.id, scope: "all", since });
  const registrations = await db().registration.findMany({ where: { examSessionId: examSession.id } });
  const waiting = registrations.filter(({ status }) => status === "SUBMITTED" || status === "PRE_APPROVED");
  const hours = registrations.flatMap(({ decidedAt, submittedAt }) =>
    decidedAt && submittedAt && decidedAt >= since ? [(decidedAt.getTime() - submittedAt.getTime()) / HOUR] : [],
  );
  expect(times.waiting).toBe(waiting.length);
  expect(waiting.length).toBeGreaterThan(1);
  expect(times.oldestAt).toEqual(new Date(Math.min(...waiting.map(({ submittedAt }) => Number(submittedAt)))));
  expect(times.medianHours).toBeCloseTo(quantile(hours, 0.5), 6);
  expect(times.slowestTenthHours).toBeCloseTo(quantile(hours, 0.9), 6);
});

it.each([true, false])(
  "judgedOrder: an order with its session's windows (an override of payment: %s)",
  async (allowed) => {
    const registration = await createRegistration({ status: "APPROVED" });
    const staff = await createStaff();
    const until = new Date("2026-12-24T01:02:03.456Z");
    for (const step of ["REVIEW", ...(allowed ? (["PAYMENT"] as const) : [])] as const)
      await db().stepOverride.create({
        data: { registrationId: registration.id, step, until, reason: "r", staffId: staff.id },
      });
    const outTradeNo = `order${Date.now()}${allowed}`;
    const order = await db().paymentOrder.create({
      data: {
        registrationId: registration.id,
        outTradeNo,
        channel: "NATIVE",
        status: "OPEN",
        amountFen: 4321,
        createBody: {},
        timeExpire: new Date("2026-12-20T00:00:00.789Z"),
      },
      include: { registration: { include: { examSession: true } } },
    });
    const { examSession } = order.registration;
    expect(await judgedOrder(outTradeNo)).toEqual({
      id: order.id,
      outTradeNo,
      amountFen: 4321,
      timeExpire: order.timeExpire,
      registrationOpensAt: examSession.registrationOpensAt,
      registrationClosesAt: examSession.registrationClosesAt,
      reviewOpensAt: examSession.reviewOpensAt,
      reviewClosesAt: examSession.reviewClosesAt,
      paymentOpensAt: examSession.paymentOpensAt,
      paymentClosesAt: examSession.paymentClosesAt,
      printingOpensAt: examSession.printingOpensAt,
      printingClosesAt: examSession.printingClosesAt,
      overrides: allowed ? [{ step: "PAYMENT", until }] : [],
    });
    expect(await judgedOrder("no such order")).toBeNull();
  },
);
