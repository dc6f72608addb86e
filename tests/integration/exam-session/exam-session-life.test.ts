import { describe, expect, it } from "vitest";
import { asTyped } from "@/app/admin/(desk)/sessions/_form/as-typed";
import { db } from "@/lib/adapter/db/client";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { createExamSession as create } from "@/lib/domain/exam-session/commands/create";
import { deleteExamSession } from "@/lib/domain/exam-session/commands/delete";
import { publishExamSession, unpublishExamSession } from "@/lib/domain/exam-session/commands/publish";
import { setNewcomers } from "@/lib/domain/exam-session/commands/set-newcomers";
import { copiedSession, newSession } from "@/lib/domain/exam-session/new-session";
import { currentFrames, editableExamSession } from "@/lib/domain/exam-session/queries";
import { newExamSessionSchema } from "@/lib/domain/exam-session/schema";
import { startRegistration } from "@/lib/domain/registration/commands/start-registration";
import { copyRooms } from "@/lib/domain/seating/commands/copy-rooms";
import { createAccount, createExamSession, createRegistration, createStaff } from "../../support/factories";
import {
  outcome,
  posted,
  publishingConfirmation,
  saveForm,
  saveSession,
  sessionForm,
} from "../../support/session-form";
import { whileUncommitted } from "../../support/race";

const DAY = 24 * 60 * 60 * 1000;

/** What only the school can know of a session made from nothing. */
const known = {
  schoolName: "某大学",
  schoolNameEn: "A University",
  examAddress: "主校区",
  fee: "50",
  schools: "某大学：校本部",
  numberPrefix: "900001",
  schoolNumber: "10496",
  contactPhone: "027-12345678",
};

async function make(typed: Record<string, string> = known, role: StaffRole = "EXAM_OFFICER", id = uuidv7(new Date())) {
  const staff = await createStaff({ role });
  const now = new Date();
  const { plan } = newExamSessionSchema.parse(posted({ ...asTyped(newSession(now)), id, copyOf: "", ...typed }));
  return create({ id, plan, staffId: staff.id, roles: [role], now });
}

/** An unpublished session that could be published, under a prefix of its own. */
let prefixes = 910_000;
const draft = (overrides: Parameters<typeof createExamSession>[0] = {}) =>
  createExamSession({ publishedAt: null, numberPrefix: String((prefixes += 1)), ...overrides });

async function publish(id: string, { now = new Date(), confirmed = "", seen = 0 } = {}) {
  const staff = await createStaff({ role: "EXAM_OFFICER" });
  const examSession = await editableExamSession(id);
  return publishExamSession({
    id,
    seen: seen || (examSession?.updatedAt.getTime() ?? 0),
    confirmed,
    staffId: staff.id,
    now,
  });
}

async function publishAgreeing(id: string, now = new Date()) {
  return publish(id, { now, confirmed: await publishingConfirmation(id, now) });
}

const seenOf = async (id: string) => (await db().examSession.findUniqueOrThrow({ where: { id } })).updatedAt.getTime();
const audits = (id: string) => db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });

describe("a session made from nothing", () => {
  it("is a draft with everything typed, once however often the form is sent", async () => {
    const id = uuidv7(new Date());
    const [first, second] = await Promise.all([make(known, "EXAM_OFFICER", id), make(known, "EXAM_OFFICER", id)]);
    expect([first, second]).toEqual([
      { ok: true, value: { id } },
      { ok: true, value: { id } },
    ]);
    const examSession = await db().examSession.findUniqueOrThrow({
      where: { id },
      include: { schools: { include: { teachingPoints: true } }, languages: true },
    });
    expect(examSession).toMatchObject({
      schoolName: "某大学",
      feeFen: 5000,
      numberPrefix: "900001",
      publishedAt: null,
      levels: ["专升本", "高起本"],
    });
    expect(examSession.idTypes).toHaveLength(6);
    expect(
      examSession.schools.map(({ name, teachingPoints }) => [name, teachingPoints.map((point) => point.name)]),
    ).toEqual([["某大学", ["校本部"]]]);
    expect(examSession.languages).toHaveLength(5);
    expect((await audits(id)).map(({ action }) => action)).toEqual(["exam_session.create"]);
    expect((await publishAgreeing(id)).ok).toBe(true);
  });

  it("may still be empty, and may be anything that publishing would refuse", async () => {
    const made = await make({});
    if (!made.ok) throw new Error(made.error);
    const { id } = made.value;
    expect(
      outcome(
        await saveSession(id, { paymentOpensAt: "2020-01-01T00:00", fee: "9999999", levels: "", noticeText: "" }),
      ),
    ).toBe("saved");
    const refused = await publish(id);
    expect(refused).toMatchObject({ ok: false, error: "session_contradictory" });
    const codes = refused.ok ? [] : (refused.detail?.problems.map(({ field, code }) => `${field}: ${code}`) ?? []);
    expect(codes).toEqual(
      expect.arrayContaining([
        "schools: none_offered",
        "levels: none_offered",
        "noticeText: empty",
        "fee: fee_too_high",
        "paymentOpensAt: payment_opens_first",
      ]),
    );
    expect((await editableExamSession(id))?.publishedAt).toBeNull();
  });

  it("has another refund limit only from an administrator", async () => {
    expect(await make({ ...known, refundLimit: "999" })).toEqual({
      ok: false,
      error: "refund_limit_administrator_only",
    });
    expect((await make({ ...known, refundLimit: "999" }, "ADMINISTRATOR")).ok).toBe(true);
  });

  it("may be a copy, with the rooms of the other but nobody in them", async () => {
    const source = await createExamSession({ rosterRequired: true, refundLimitFen: 7000 });
    await db().room.createMany({
      data: [1, 2].map((number) => ({ examSessionId: source.id, number, place: `A${number}`, capacity: 30 })),
    });
    const before = await editableExamSession(source.id);
    if (!before) throw new Error("no session");
    const id = uuidv7(new Date());
    const { plan } = newExamSessionSchema.parse(
      posted({ ...asTyped(copiedSession(before, 2)), id, copyOf: source.id }),
    );
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    const copy = { id, plan, copyOf: source.id, staffId: staff.id, roles: ["EXAM_OFFICER"], now: new Date() } as const;
    expect((await create({ ...copy, copyRooms })).ok).toBe(true);
    const made = await db().examSession.findUniqueOrThrow({
      where: { id },
      include: { rooms: true, schools: true, languages: true },
    });
    expect(made.rooms.map(({ number, place }) => [number, place])).toEqual([
      [1, "A1"],
      [2, "A2"],
    ]);
    expect(made).toMatchObject({
      rosterRequired: true,
      refundLimitFen: 7000,
      year: source.year + 1,
      publishedAt: null,
      seatsFrozenAt: null,
    });
    expect(made.examStartsAt).toEqual(new Date(source.examStartsAt.getTime() + 364 * DAY));
    expect([made.schools.length, made.languages.length]).toEqual([1, 5]);
  });
});

describe("publishing", () => {
  it("asks to confirm what may be a slip, and again when that has changed", async () => {
    const examSession = await draft();
    const asked = await publish(examSession.id);
    expect(asked).toMatchObject({ ok: false, error: "publishing_to_confirm" });
    const confirmed = asked.ok ? "" : (asked.detail?.confirm ?? "");
    expect(confirmed).toContain("no_rooms");
    // Meanwhile a colleague publishes one that this one would hide.
    const other = await createExamSession({ title: "刚刚发布的批次", numberPrefix: "920001" });
    const again = await publish(examSession.id, { confirmed });
    expect(again).toMatchObject({ ok: false, error: "publishing_changed" });
    expect(again.ok ? [] : again.detail?.problems.map(({ values }) => values?.["title"])).toContain(other.title);
    expect((await publishAgreeing(examSession.id)).ok).toBe(true);
    expect((await audits(examSession.id)).at(-1)).toMatchObject({ action: "exam_session.publish" });
  });

  it("is refused at the instant at which registration closes, and not before", async () => {
    const examSession = await draft();
    const closes = examSession.registrationClosesAt.getTime();
    expect(outcome(await publishAgreeing(examSession.id, new Date(closes)))).toBe("registration_over");
    expect(outcome(await publishAgreeing(examSession.id, new Date(closes - 1)))).toBe("saved");
  });

  it("is done once by two who press at the same instant", async () => {
    const examSession = await draft();
    const confirmed = await publishingConfirmation(examSession.id);
    const both = await Promise.all([publish(examSession.id, { confirmed }), publish(examSession.id, { confirmed })]);
    expect(both.map(outcome).toSorted()).toEqual(["saved", "session_is_published"]);
  });

  it("lets only one of two sessions with the same prefix out", async () => {
    const [one, two] = [await draft({ numberPrefix: "930001" }), await draft({ numberPrefix: "930001" })];
    const confirmed = `${await publishingConfirmation(one.id)}\n${await publishingConfirmation(two.id)}`;
    const both = await Promise.all([publish(one.id, { confirmed }), publish(two.id, { confirmed })]);
    expect(both.map(outcome).filter((word) => word === "saved")).toHaveLength(1);
  });

  it("publishes what was looked at: of an edit and a publishing at once only one holds", async () => {
    const examSession = await draft();
    const confirmed = await publishingConfirmation(examSession.id);
    const [form, seen] = [await sessionForm(examSession.id, { fee: "0" }), await seenOf(examSession.id)];
    const [edited, published] = await Promise.all([saveForm(form), publish(examSession.id, { confirmed, seen })]);
    expect([outcome(edited), outcome(published)].toSorted()).toEqual(["saved", "session_edited_meanwhile"]);
    const after = await db().examSession.findUniqueOrThrow({ where: { id: examSession.id } });
    expect(after.publishedAt !== null && after.feeFen === 0).toBe(false);
  });
});

describe("a session that is taken back", () => {
  async function takeBack(id: string) {
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    return unpublishExamSession({ id, seen: await seenOf(id), reason: "时间未定", staffId: staff.id, now: new Date() });
  }

  it("is a draft again while nobody has begun to register; the reason is on record", async () => {
    const examStartsAt = new Date(Date.now() + 900 * DAY);
    const examSession = await createExamSession({ examStartsAt, examEndsAt: new Date(examStartsAt.getTime() + 1) });
    const offered = async () => (await currentFrames(new Date())).some(({ id }) => id === examSession.id);
    expect(await offered()).toBe(true);
    expect((await takeBack(examSession.id)).ok).toBe(true);
    expect(await offered()).toBe(false);
    expect((await audits(examSession.id)).at(-1)).toMatchObject({
      action: "exam_session.unpublish",
      detail: { reason: "时间未定" },
    });
    expect(await takeBack(examSession.id)).toEqual({ ok: false, error: "session_not_published" });
  });

  it("stays once somebody has begun, drafts included", async () => {
    const examSession = await createExamSession();
    await createRegistration({ examSessionId: examSession.id, bare: true });
    expect(await takeBack(examSession.id)).toEqual({ ok: false, error: "session_has_registrations" });
  });

  it("does not leave somebody behind who began at the same instant", async () => {
    const examSession = await createExamSession();
    const { id: accountId } = await createAccount();
    const own = { accountId, examSessionId: examSession.id, textsVersion: examSession.textsVersion, now: new Date() };
    const takingBack = `WITH locked AS (SELECT id FROM exam_session WHERE id = $1 FOR UPDATE)
      UPDATE exam_session SET published_at = NULL WHERE id IN (SELECT id FROM locked)`;
    // The candidate waits behind the transaction that takes the session back, and then finds it gone.
    const begun = await whileUncommitted(takingBack, [examSession.id], () => startRegistration(own));
    expect(begun).toMatchObject({ ok: false, error: "no_session" });
    expect(await db().registration.count({ where: { examSessionId: examSession.id } })).toBe(0);
  });
});

describe("a draft that is deleted", () => {
  const remove = async (id: string) =>
    deleteExamSession({ id, seen: await seenOf(id), staffId: (await createStaff({})).id, now: new Date() });

  it("goes with its lists and rooms; a published one stays", async () => {
    const examSession = await draft();
    await db().room.create({ data: { examSessionId: examSession.id, number: 1, place: "A1", capacity: 30 } });
    expect((await remove(examSession.id)).ok).toBe(true);
    expect(await editableExamSession(examSession.id)).toBeNull();
    expect(await db().room.count({ where: { examSessionId: examSession.id } })).toBe(0);
    expect((await audits(examSession.id)).at(-1)).toMatchObject({
      action: "exam_session.delete",
      detail: { rooms: 1 },
    });
    expect(await remove((await createExamSession()).id)).toEqual({ ok: false, error: "session_is_published" });
  });
});

describe("newcomers", () => {
  const set = async (id: string, act: "close" | "open", now = new Date()) => {
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    return setNewcomers({ id, seen: await seenOf(id), act, reason: "考位已满", staffId: staff.id, now });
  };
  const begin = async (examSession: { id: string; textsVersion: number }, accountId?: string) => {
    const own = { accountId: accountId ?? (await createAccount()).id, examSessionId: examSession.id };
    return outcome(await startRegistration({ ...own, textsVersion: examSession.textsVersion, now: new Date() }));
  };

  it("are stopped and let in again, each on record; who has begun goes on", async () => {
    const examSession = await createExamSession();
    const begun = await createRegistration({ examSessionId: examSession.id });
    expect(await begin(examSession)).toBe("saved");
    expect(outcome(await set(examSession.id, "close"))).toBe("saved");
    expect(await begin(examSession)).toBe("registration_closed");
    expect(await begin(examSession, begun.accountId)).toBe("saved");
    expect(outcome(await set(examSession.id, "open"))).toBe("saved");
    expect(await begin(examSession)).toBe("saved");
    expect((await audits(examSession.id)).map(({ action }) => action)).toEqual([
      "exam_session.close_newcomers",
      "exam_session.open_newcomers",
    ]);
  });

  it("are not stopped in a draft, after the window, or from an older page", async () => {
    expect(outcome(await set((await draft()).id, "close"))).toBe("session_is_draft");
    const { id, registrationClosesAt } = await createExamSession();
    expect(outcome(await set(id, "close", registrationClosesAt))).toBe("registration_already_over");
    const seen = await seenOf(id);
    expect(outcome(await set(id, "close", new Date(registrationClosesAt.getTime() - 1)))).toBe("saved");
    const staff = await createStaff({ role: "EXAM_OFFICER" });
    const late = { id, seen, act: "open", reason: "考位增加", staffId: staff.id, now: new Date() } as const;
    expect(outcome(await setNewcomers(late))).toBe("session_edited_meanwhile");
  });

  it("who begin at this very instant are either counted or stopped", async () => {
    const examSession = await createExamSession();
    const accounts = await Promise.all(Array.from({ length: 8 }, () => createAccount()));
    const [closed, ...begun] = await Promise.all([
      set(examSession.id, "close").then(outcome),
      ...accounts.map(({ id }) => begin(examSession, id)),
    ]);
    expect(closed).toBe("saved");
    const registrations = await db().registration.count({ where: { examSessionId: examSession.id } });
    expect(begun.filter((word) => word === "saved")).toHaveLength(registrations);
    expect((await audits(examSession.id)).at(0)?.detail).toMatchObject({ registrations });
  });
});
