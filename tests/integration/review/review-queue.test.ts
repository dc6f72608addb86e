import { describe, expect, it } from "vitest";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { approve } from "@/lib/domain/review/commands/approve";
import { CLAIM_MS } from "@/lib/domain/registration/claim-time";
import { claim, claimNext, release, releaseForOthers } from "@/lib/domain/review/commands/claim";
import { refuseRegistration } from "@/lib/domain/review/commands/refuse-registration";
import { viewFile } from "@/lib/domain/review/commands/view-file";
import { readFilter } from "@/lib/domain/review/queue-filter";
import { bulkCandidates } from "@/lib/domain/review/queries/bulk";
import { reviewCase } from "@/lib/domain/review/queries/case";
import {
  claimsOf,
  countByStatus,
  filesAhead,
  type QueueCursor,
  queueSize,
  reviewQueue,
} from "@/lib/domain/review/queries/queue";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewReaders } from "@/lib/domain/review/stages";
import { searchRegistrations } from "@/lib/domain/review/queries/search";
import type { Scope } from "@/lib/domain/review/scope";
import { withdraw } from "@/lib/domain/registration/commands/withdraw";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const all: Scope = "all";

async function queue(count: number, overrides: Parameters<typeof createRegistration>[0] = {}) {
  const examSession = await createExamSession();
  const now = new Date();
  const made = [];
  for (let index = 0; index < count; index++) {
    const submittedAt = new Date(now.getTime() - (count - index) * MINUTE);
    made.push(
      await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id, submittedAt, ...overrides }),
    );
  }
  const question = {
    examSessionId: examSession.id,
    scope: all,
    filter: readFilter(""),
    staffId: (await createStaff()).id,
    now,
  };
  return { examSession, made, question, now };
}

describe("the queue", () => {
  it("pages through everybody once, longest waiting first, also where two were submitted in the same instant", async () => {
    const { examSession, question, now } = await queue(0);
    for (const minutes of [3, 1, 1, 2, 5]) {
      await createRegistration({
        status: "SUBMITTED",
        examSessionId: examSession.id,
        submittedAt: new Date(now.getTime() - minutes * MINUTE),
      });
    }
    await createRegistration({ status: "APPROVED", examSessionId: examSession.id });

    const seen: QueueCursor[] = [];
    let after: QueueCursor | null = null;
    do {
      const page: Awaited<ReturnType<typeof reviewQueue>> = await reviewQueue({ ...question, after, limit: 2 });
      seen.push(...page.rows);
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(5);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
    const times = seen.map(({ submittedAt }) => submittedAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(await queueSize(question, 100)).toBe(5);
    expect(await queueSize(question, 3)).toBe(3);
  });

  it("is narrowed by every filter, alone and together", async () => {
    const { examSession, made, question, now } = await queue(4);
    const [first, second, third] = made;
    if (!first || !second || !third) throw new Error("not made");
    const japanese = examSession.languages[1]?.id ?? "";
    const update = (id: string, data: Prisma.RegistrationUncheckedUpdateInput) =>
      db().registration.update({ where: { id }, data });
    await update(first.id, {
      languageId: japanese,
      checkedAt: now,
      findings: ["same_picture"],
      rosterState: "DIFFERS",
    });
    await update(second.id, {
      category: "SELF_STUDY_ENROLLED",
      checkedAt: now,
      findings: [],
      rosterState: "MATCHED",
      submissions: 2,
    });
    await update(third.id, {
      submittedAt: new Date(now.getTime() - 25 * HOUR),
      claimedById: question.staffId,
      claimedUntil: new Date(now.getTime() + 1),
    });

    const ids = async (query: string) => {
      const { rows } = await reviewQueue({ ...question, filter: readFilter(query), after: null, limit: 100 });
      return rows.map(({ id }) => id);
    };
    expect(await ids("")).toHaveLength(4);
    expect(await ids(`language=${japanese}`)).toEqual([first.id]);
    expect(await ids(`school=${examSession.schools[0]?.id}`)).toHaveLength(4);
    expect(await ids("category=SELF_STUDY_ENROLLED")).toEqual([second.id]);
    expect(await ids("findings=any")).toEqual([first.id]);
    expect(await ids("findings=none")).toEqual([second.id]);
    expect(await ids("findings=unchecked")).toHaveLength(2);
    expect(await ids("roster=DIFFERS")).toEqual([first.id]);
    expect(await ids("waiting=24")).toEqual([third.id]);
    expect(await ids("again=1")).toEqual([second.id]);
    expect(await ids("mine=1")).toEqual([third.id]);
    expect(await ids("findings=none&roster=MATCHED&again=1")).toEqual([second.id]);
    expect(await ids("findings=none&roster=DIFFERS")).toEqual([]);
    // What makes no sense narrows nothing.
    expect(await ids("school=x&waiting=-1&category=Y&findings=z")).toHaveLength(4);
  });
});

describe("a claim", () => {
  it("gives each of twenty reviewers who press at once a registration of his own", async () => {
    const { question, made } = await queue(20);
    const reviewers = await Promise.all(Array.from({ length: 20 }, () => createStaff({ role: "REVIEWER" })));
    const got = await Promise.all(reviewers.map(({ id }) => claimNext({ ...question, staffId: id })));

    expect(new Set(got)).toEqual(new Set(made.map(({ id }) => id)));
    const rows = await db().registration.findMany({
      where: { examSessionId: question.examSessionId },
      select: { id: true, claimedById: true },
    });
    for (const [index, { id }] of reviewers.entries())
      expect(rows.find((row) => row.id === got[index])?.claimedById).toBe(id);
    // One press more than there are registrations.
    expect(await claimNext({ ...question, staffId: (await createStaff()).id })).toBeNull();
    expect(
      await db().auditEntry.count({
        where: { action: "registration.open", subjectId: { in: made.map(({ id }) => id) } },
      }),
    ).toBe(20);
  });

  it("takes the longest waiting, passes over what a colleague has, and comes back to one's own", async () => {
    const { question, made } = await queue(3);
    const colleague = await createStaff({ role: "REVIEWER" });
    expect(await claimNext({ ...question, staffId: colleague.id })).toBe(made[0]?.id);
    expect(await claimNext(question)).toBe(made[1]?.id);
    expect(await claimNext(question)).toBe(made[1]?.id);
    // Skipping: not the one that lies on the desk.
    expect(await claimNext({ ...question, exceptId: made[1]?.id })).toBe(made[2]?.id);
    expect(
      await claimsOf(
        made.map(({ id }) => id),
        all,
        question.now,
      ),
    ).toMatchObject({ [made[0]?.id ?? ""]: colleague.name });
  });

  it.each([
    [-1, "claimed_by_colleague"],
    [0, null],
    [1, null],
  ])("of a colleague is over ten minutes after his last sign of life: %i ms", async (offset, refusal) => {
    const { made, now } = await queue(1);
    const registrationId = made[0]?.id ?? "";
    const [mine, other] = [await createStaff({ role: "REVIEWER" }), await createStaff({ role: "REVIEWER" })];
    expect(await claim({ registrationId, staff: mine, now })).toMatchObject({ ok: true });
    const renewed = new Date(now.getTime() + 5 * MINUTE);
    expect(await claim({ registrationId, staff: mine, now: renewed })).toEqual({
      ok: true,
      value: { until: new Date(renewed.getTime() + CLAIM_MS) },
    });
    const outcome = await claim({ registrationId, staff: other, now: new Date(renewed.getTime() + CLAIM_MS + offset) });
    expect(outcome.ok ? null : outcome.error).toBe(refusal);
    // Opened once by each who got it; renewing is no opening.
    expect(await db().auditEntry.count({ where: { action: "registration.open", subjectId: registrationId } })).toBe(
      refusal ? 1 : 2,
    );
  });

  it("is won by one of two who open the same registration at once", async () => {
    const { made, now } = await queue(1);
    const registrationId = made[0]?.id ?? "";
    const staff = await Promise.all(Array.from({ length: 10 }, () => createStaff({ role: "REVIEWER" })));
    const outcomes = await Promise.all(staff.map((each) => claim({ registrationId, staff: each, now })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("keeps a colleague from deciding, and is over with the decision", async () => {
    const { made, now } = await queue(1);
    const registration = made[0];
    if (!registration) throw new Error("not made");
    const [mine, other] = [await createStaff({ role: "REVIEWER" }), await createStaff({ role: "REVIEWER" })];
    await claim({ registrationId: registration.id, staff: mine, now });
    const decision = { registrationId: registration.id, version: registration.version, now };
    expect(await approve({ ...decision, staff: other })).toEqual({ ok: false, error: "claimed_by_colleague" });
    expect(await refuseRegistration({ ...decision, staff: other, reason: "不符合。" })).toEqual({
      ok: false,
      error: "claimed_by_colleague",
    });
    expect(await db().reviewDecision.count({ where: { registrationId: registration.id } })).toBe(0);
    const later = new Date(now.getTime() + 90_000);
    expect((await approve({ ...decision, staff: mine, now: later })).ok).toBe(true);
    const row = await db().registration.findUniqueOrThrow({
      where: { id: registration.id },
      include: { decisions: true },
    });
    expect(row).toMatchObject({ claimedById: null, claimedUntil: null, status: "APPROVED" });
    expect(row.decisions[0]?.openedAt).toEqual(now);
  });

  it("is let go of by its holder or by an administrator, by nobody else", async () => {
    const { made, now } = await queue(1);
    const registrationId = made[0]?.id ?? "";
    const [mine, other, admin] = [
      await createStaff({ role: "REVIEWER" }),
      await createStaff({ role: "REVIEWER" }),
      await createStaff(),
    ];
    await claim({ registrationId, staff: mine, now });
    await release({ registrationId, staffId: other.id });
    expect(await claim({ registrationId, staff: other, now })).toMatchObject({ error: "claimed_by_colleague" });
    expect(await releaseForOthers({ registrationId, staffId: admin.id, now })).toMatchObject({ ok: true });
    expect(await releaseForOthers({ registrationId, staffId: admin.id, now })).toEqual({
      ok: false,
      error: "claim_is_over",
    });
    expect(await claim({ registrationId, staff: other, now })).toMatchObject({ ok: true });
    await release({ registrationId, staffId: other.id });
    expect(await claim({ registrationId, staff: mine, now })).toMatchObject({ ok: true });
  });

  it("keeps the candidate from taking the registration back from under the reviewer's eyes", async () => {
    const { made, now } = await queue(1);
    const registration = made[0];
    if (!registration) throw new Error("not made");
    const own = { accountId: registration.accountId, examSessionId: registration.examSessionId };
    await claim({ registrationId: registration.id, staff: await createStaff({ role: "REVIEWER" }), now });
    expect(await withdraw({ ...own, now })).toEqual({ ok: false, error: "withdrawal_under_review" });
    expect((await withdraw({ ...own, now: new Date(now.getTime() + CLAIM_MS) })).ok).toBe(true);
  });

  it("on what was pre-approved is the exam office's", async () => {
    const { id: registrationId } = await createRegistration({ status: "PRE_APPROVED" });
    const now = new Date();
    const reviewer = await createStaff({ role: "REVIEWER" });
    expect(await claim({ registrationId, staff: reviewer, now })).toEqual({
      ok: false,
      error: "registration_not_in_expected_status",
    });
    expect((await claim({ registrationId, staff: await createStaff({ role: "EXAM_OFFICER" }), now })).ok).toBe(true);
  });

  it("is not given on what waits no more", async () => {
    const approved = await createRegistration({ status: "APPROVED" });
    const staff = await createStaff({ role: "REVIEWER" });
    expect(await claim({ registrationId: approved.id, staff, now: new Date() })).toEqual({
      ok: false,
      error: "registration_not_in_expected_status",
    });
  });
});

describe("the schools of a reviewer", () => {
  async function twoSchools() {
    const examSession = await createExamSession({
      schools: {
        create: [
          {
            name: "甲学院",
            position: 1,
            teachingPoints: {
              create: [
                { name: "校本部", position: 1 },
                { name: "襄阳站", position: 2 },
              ],
            },
          },
          { name: "乙学院", position: 2 },
        ],
      },
    });
    const [first, second] = examSession.schools.toSorted((a, b) => a.position - b.position);
    const of = (schoolId: string | undefined, teachingPoint?: string) =>
      createRegistration({
        status: "SUBMITTED",
        examSessionId: examSession.id,
        schoolId: schoolId ?? null,
        teachingPointId: first?.teachingPoints.find(({ name }) => name === teachingPoint)?.id ?? null,
      });
    const rows = {
      main: await of(first?.id, "校本部"),
      branch: await of(first?.id, "襄阳站"),
      other: await of(second?.id),
    };
    return { examSession, rows };
  }

  const limited = async (scopes: { school: string; teachingPoint?: string }[]) =>
    createStaff({ role: "REVIEWER", allSchools: false, scopes: { create: scopes } });

  it("bound every list, search, file and action", async () => {
    const { examSession, rows } = await twoSchools();
    const reviewer = await limited([{ school: "甲学院", teachingPoint: "襄阳站" }]);
    const scope = await scopeOf(reviewer, reviewReaders);
    const now = new Date();
    const question = { examSessionId: examSession.id, scope, filter: readFilter(""), staffId: reviewer.id, now };

    expect((await reviewQueue({ ...question, after: null, limit: 10 })).rows.map(({ id }) => id)).toEqual([
      rows.branch.id,
    ]);
    expect((await countByStatus(examSession, scope, new Date())).SUBMITTED).toBe(1);
    expect(await claimNext({ ...question, exceptId: rows.branch.id })).toBeNull();
    expect(await filesAhead(question, rows.branch.id)).toBeNull();
    expect(await claimsOf([rows.main.id], scope, now)).toEqual({});
    const picked = await bulkCandidates({
      ...question,
      action: "SEND_BACK",
      picked: Object.values(rows).map(({ id }) => id),
      stage: "SUBMITTED",
    });
    expect(picked.rows.map(({ id }) => id)).toEqual([rows.branch.id]);
    const search = { kind: "name", value: "张三" } as const;
    expect(
      (await searchRegistrations({ examSessionId: examSession.id, search, scope, now: new Date() })).map(
        ({ id }) => id,
      ),
    ).toEqual([rows.branch.id]);

    for (const foreign of [rows.main, rows.other]) {
      expect(await reviewCase(foreign.id, scope, now)).toBeNull();
      expect(await claim({ registrationId: foreign.id, staff: reviewer, now })).toMatchObject({ ok: false });
      const decision = { registrationId: foreign.id, version: foreign.version, staff: reviewer, now };
      expect(await approve(decision)).toEqual({ ok: false, error: "registration_not_found" });
      const file = await db().storedFile.findFirstOrThrow({ where: { registrationId: foreign.id } });
      expect(
        await viewFile({ fileId: file.id, staff: reviewer, page: 1, purpose: "shown", shownOn: "", now }),
      ).toBeNull();
      expect(
        await db().auditEntry.count({ where: { actorId: reviewer.id, subjectId: { in: [foreign.id, file.id] } } }),
      ).toBe(0);
      expect((await db().registration.findUniqueOrThrow({ where: { id: foreign.id } })).status).toBe("SUBMITTED");
    }
    expect((await reviewCase(rows.branch.id, scope, now))?.id).toBe(rows.branch.id);
    expect(
      (await approve({ registrationId: rows.branch.id, version: rows.branch.version, staff: reviewer, now })).ok,
    ).toBe(true);
  });

  it.each([
    ["a whole school", [{ school: "甲学院" }], 2],
    ["a school and a point of another", [{ school: "乙学院" }, { school: "甲学院", teachingPoint: "校本部" }], 2],
    ["nothing at all", [], 0],
    ["a school that is not there", [{ school: "丙学院" }], 0],
    ["a point of the wrong school", [{ school: "乙学院", teachingPoint: "襄阳站" }], 0],
  ])("may be %s", async (_what, scopes, count) => {
    const { examSession } = await twoSchools();
    const reviewer = await limited(scopes);
    const scope = await scopeOf(reviewer, reviewReaders);
    expect((await countByStatus(examSession, scope, new Date())).SUBMITTED).toBe(count);
    expect(
      await searchRegistrations({
        examSessionId: examSession.id,
        search: { kind: "name", value: "张三" },
        scope,
        now: new Date(),
      }),
    ).toHaveLength(count);
  });

  it("do not name a stranger's candidate whose picture is the same", async () => {
    const { rows } = await twoSchools();
    const reviewer = await limited([{ school: "乙学院" }]);
    const [mine, theirs] = await Promise.all(
      [rows.other, rows.main].map(({ id }) =>
        db().storedFile.findFirstOrThrow({ where: { registrationId: id, kind: "PORTRAIT" } }),
      ),
    );
    if (!mine || !theirs) throw new Error("no files");
    await db().fileMatch.create({
      data: { fileId: mine.id, otherFileId: theirs.id, distance: 0, exact: true, createdAt: new Date() },
    });
    const seen = await reviewCase(rows.other.id, await scopeOf(reviewer, reviewReaders), new Date());
    expect(seen?.files.flatMap(({ matches }) => matches)).toMatchObject([{ exact: true, owner: null }]);
    const unlimited = await reviewCase(rows.other.id, all, new Date());
    expect(unlimited?.files.flatMap(({ matches }) => matches)).toMatchObject([{ owner: { id: rows.main.id } }]);
  });
});
