import { expect, it } from "vitest";
import { statusTiles } from "@/app/admin/(desk)/status-tiles";
import { statusLabels } from "@/app/_lib/labels/registration";
import { db } from "@/lib/adapter/db/client";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { queueFilterSchema, queueStatuses } from "@/lib/domain/review/queue-filter";
import { countByStatus, countUnwrittenNames, reviewQueue } from "@/lib/domain/review/queries/queue";
import { searchRegistrations } from "@/lib/domain/review/queries/search";
import { undoableDecision } from "@/lib/domain/review/queries/undoable";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";

/**
 * Somebody in every status, two who were given longer to pay (one until the window closes anyway), and one of another
 * session.
 */
async function everybody() {
  const examSession = await createExamSession({ twoStageReview: true });
  const made: Record<string, string> = {};
  for (const status of Object.values(RegistrationStatus)) {
    made[status] = (await createRegistration({ status, examSessionId: examSession.id })).id;
  }
  const { id: staffId } = await createStaff({ role: "EXAM_OFFICER" });
  const longer = async (ms: number) => {
    const { id } = await createRegistration({ status: "APPROVED", examSessionId: examSession.id });
    const until = new Date(examSession.paymentClosesAt.getTime() + ms);
    await db().stepOverride.create({ data: { registrationId: id, step: "PAYMENT", until, reason: "补缴", staffId } });
    return id;
  };
  await createRegistration({ status: "APPROVED" });
  return { examSession, made, kept: await longer(HOUR), notKept: await longer(-1), staffId };
}

const HOUR = 3_600_000;

it("counts every registration in exactly one tile, to the millisecond at which payment closes", async () => {
  const { examSession, made, kept, notKept, staffId } = await everybody();
  const total = await db().registration.count({ where: { examSessionId: examSession.id } });
  const closes = examSession.paymentClosesAt.getTime();
  const expected = (shift: number) => {
    const over = { [made["APPROVED"] ?? ""]: shift >= 0, [notKept]: shift >= 0, [kept]: shift >= HOUR };
    const lapsed = Object.keys(over).filter((id) => over[id]);
    return {
      lapsed: lapsed.toSorted(),
      approved: Object.keys(over)
        .filter((id) => !over[id])
        .toSorted(),
    };
  };
  for (const shift of [-1, 0, 1, HOUR - 1, HOUR, HOUR + 1]) {
    const now = new Date(closes + shift);
    const counts = await countByStatus(examSession, "all", now);
    const { lapsed, approved } = expected(shift);
    expect({ shift, lapsed: counts.LAPSED, approved: counts.APPROVED }).toEqual({
      shift,
      lapsed: lapsed.length,
      approved: approved.length,
    });
    for (const twoStage of [true, false]) {
      expect(statusTiles(counts, twoStage).reduce((sum, { count }) => sum + count, 0)).toBe(total);
    }
    // The lists behind the numbers hold the same people, each one once.
    const lists = new Map<string, string[]>();
    for (const status of queueStatuses) {
      const question = {
        examSessionId: examSession.id,
        scope: "all",
        filter: queueFilterSchema.parse({ status }),
        staffId,
        now,
      } as const;
      lists.set(
        status,
        (await reviewQueue({ ...question, after: null, limit: 50 })).rows.map(({ id }) => id).toSorted(),
      );
    }
    expect(lists.get("LAPSED")).toEqual(lapsed);
    expect(lists.get("APPROVED")).toEqual(approved);
    expect([...lists.values()].flat()).toHaveLength(total - counts.DRAFT);
    expect([...lists].map(([status, ids]) => [status, ids.length])).toEqual(
      queueStatuses.map((status) => [status, counts[status]]),
    );
    const found = await searchRegistrations({
      examSessionId: examSession.id,
      search: { kind: "name", value: "张三" },
      scope: "all",
      now,
    });
    expect(
      found
        .filter(({ shown }) => shown === "LAPSED")
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(lapsed);
  }
});

it("has a tile and a word for every status there is", async () => {
  const counts = await countByStatus(await createExamSession(), "all", new Date());
  expect(Object.keys(counts).toSorted()).toEqual(Object.keys(statusLabels).toSorted());
  expect(
    statusTiles(counts, true)
      .map(({ status }) => status)
      .toSorted(),
  ).toEqual([...Object.values(RegistrationStatus), "LAPSED"].toSorted());
  expect(new Set(Object.values(statusLabels)).size).toBe(Object.keys(statusLabels).length);
});

it("counts and finds names of which staff must write a character, as long as they wait", async () => {
  const examSession = await createExamSession();
  const { id } = await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id, name: "王〓" });
  await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id });
  await createRegistration({ status: "RETURNED", examSessionId: examSession.id, name: "李〓" });
  expect(await countUnwrittenNames(examSession.id, "all")).toBe(1);
  expect(await countUnwrittenNames(examSession.id, { schools: [], teachingPoints: [] })).toBe(0);
  const filter = queueFilterSchema.parse({ findings: "unwritten" });
  const { rows } = await reviewQueue({
    examSessionId: examSession.id,
    scope: "all",
    filter,
    staffId: examSession.id,
    now: new Date(),
    after: null,
    limit: 50,
  });
  expect(rows.map((row) => row.id)).toEqual([id]);
});

it.each([
  ["APPROVED", true],
  ["RETURNED", true],
  ["REFUSED", true],
  ["PRE_APPROVED", false],
] as const)("promises a message for a decision to %s: %s", async (status, tells) => {
  const { id: registrationId, accountId } = await createRegistration({ status });
  const { id: staffId } = await createStaff({ role: "REVIEWER" });
  const decidedAt = new Date();
  const kind = (
    { APPROVED: "APPROVE", RETURNED: "SEND_BACK", REFUSED: "REFUSE", PRE_APPROVED: "PRE_APPROVE" } as const
  )[status];
  const decision = await db().reviewDecision.create({
    data: { registrationId, staffId, kind, registrationVersion: 1, decidedAt },
  });
  const asked = { decisionId: decision.id, staffId, now: decidedAt };
  expect(await undoableDecision(asked)).toMatchObject({ tells });
  // The number was given to somebody else: nothing is sent to it.
  await db().account.update({ where: { id: accountId }, data: { phoneIndex: null, phoneEncrypted: null } });
  expect(await undoableDecision(asked)).toMatchObject({ tells: false });
});
