import { beforeAll, describe, expect, it } from "vitest";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { personFile } from "@/lib/domain/progress/queries/person";
import { addNote } from "@/lib/domain/review/commands/add-note";
import { approve } from "@/lib/domain/review/commands/approve";
import { startBulk } from "@/lib/domain/review/commands/bulk";
import { claim } from "@/lib/domain/review/commands/claim";
import { reviewCase } from "@/lib/domain/review/queries/case";
import { bulkRuns } from "@/lib/domain/review/queries/bulk";
import { reviewQueue } from "@/lib/domain/review/queries/queue";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { readFilter } from "@/lib/domain/review/queue-filter";
import { personReaders, reviewDeciders, reviewReaders } from "@/lib/domain/review/stages";
import { createExamSession, createRegistration, createStaff } from "../../support/factories";

const now = new Date();
let examSessionId: string;
let own: { id: string; version: number };
let other: { id: string; version: number };

beforeAll(async () => {
  const examSession = await createExamSession({
    schools: {
      create: [
        { name: "甲学院", position: 1 },
        { name: "乙学院", position: 2 },
      ],
    },
  });
  examSessionId = examSession.id;
  const [first, second] = examSession.schools.toSorted((a, b) => a.position - b.position);
  own = await createRegistration({ status: "SUBMITTED", examSessionId, schoolId: first?.id ?? null });
  other = await createRegistration({ status: "SUBMITTED", examSessionId, schoolId: second?.id ?? null });
});

/** A member who reviews 甲学院, and has these roles beside. */
const reviewerAnd = (...beside: StaffRole[]) =>
  createStaff({ roles: ["REVIEWER", ...beside], allSchools: false, scopes: { create: [{ school: "甲学院" }] } });

type Member = Awaited<ReturnType<typeof reviewerAnd>>;

async function queueOf(member: Member) {
  const scope = await scopeOf(member, reviewReaders);
  const question = { examSessionId, scope, filter: readFilter(""), staffId: member.id, now };
  return new Set((await reviewQueue({ ...question, after: null, limit: 10 })).rows.map(({ id }) => id));
}

const decide = (member: Member, registration: { id: string; version: number }) =>
  approve({ registrationId: registration.id, version: registration.version, staff: member, reason: undefined, now });

describe("an auditor who reviews one school", () => {
  it("looks at every registration, and takes and decides on none but those of his school", async () => {
    const member = await reviewerAnd("AUDITOR");
    expect(await queueOf(member)).toEqual(new Set([own.id, other.id]));
    expect(await reviewCase(other.id, await scopeOf(member, reviewReaders), now)).not.toBeNull();
    expect(await claim({ registrationId: other.id, staff: member, now })).toMatchObject({ ok: false });
    expect(await decide(member, other)).toEqual({ ok: false, error: "registration_not_found" });
    const order = { examSessionId, staff: member, order: { action: "APPROVE" }, now } as const;
    expect(await startBulk({ ...order, list: [own, other] })).toEqual({ ok: false, error: "bulk_list_outdated" });
    expect(await claim({ registrationId: own.id, staff: member, now })).toMatchObject({ ok: true });
  });

  it("writes notes on nobody of another school, and sees the bulk runs of all", async () => {
    const member = await reviewerAnd("AUDITOR");
    const note = { text: "已电话核实", staff: member, now };
    expect(await addNote({ ...note, registrationId: other.id })).toMatchObject({ ok: false });
    expect(await addNote({ ...note, registrationId: own.id })).toMatchObject({ ok: true });
    const colleague = await createStaff({ role: "EXAM_OFFICER" });
    const run = { examSessionId, staff: colleague, order: { action: "APPROVE" }, list: [other], now } as const;
    expect(await startBulk(run)).toMatchObject({ ok: true });
    expect(await bulkRuns(examSessionId, member)).toHaveLength(1);
    expect(await bulkRuns(examSessionId, await reviewerAnd("FINANCE"))).toHaveLength(0);
  });
});

describe("a member of finance who reviews one school", () => {
  it("opens every person, and the documents and the queue of his school alone", async () => {
    const member = await reviewerAnd("FINANCE");
    expect(await queueOf(member)).toEqual(new Set([own.id]));
    expect(await reviewCase(other.id, await scopeOf(member, reviewReaders), now)).toBeNull();
    expect(await personFile(other.id, await scopeOf(member, personReaders), { whole: false })).not.toBeNull();
    expect(await decide(member, other)).toEqual({ ok: false, error: "registration_not_found" });
    expect(await addNote({ text: "退款已说明", staff: member, now, registrationId: other.id })).toMatchObject({
      ok: true,
    });
  });
});

describe("whoever is of the exam office too", () => {
  it.each(["EXAM_OFFICER", "ADMINISTRATOR"] as const)("as %s is not bound to his school", async (role) => {
    const member = await reviewerAnd(role);
    expect(await scopeOf(member, reviewDeciders)).toBe("all");
    expect(await queueOf(member)).toEqual(new Set([own.id, other.id]));
  });
});

it("whoever has none of the roles reaches nothing", async () => {
  const nothing = { schools: [], teachingPoints: [] };
  expect(await scopeOf(await createStaff({ role: "FINANCE" }), reviewReaders)).toEqual(nothing);
  expect(await scopeOf(await createStaff({ role: "AUDITOR" }), reviewDeciders)).toEqual(nothing);
});
