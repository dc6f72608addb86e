import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { publishCards } from "@/lib/domain/admit-card/commands/publish-cards";
import { sendCardChangeSms } from "@/lib/domain/admit-card/commands/send-card-change-sms";
import { printableCard } from "@/lib/domain/admit-card/queries";
import { env } from "@/lib/env";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { assignAllSeats, assignLatecomers } from "@/lib/domain/seating/commands/draw-seats";
import { deleteRoom, saveRoom } from "@/lib/domain/seating/commands/save-room";
import { takeBackSeats } from "@/lib/domain/seating/commands/take-back-seats";
import { undecidedToSeat } from "@/lib/domain/review/queries/accommodations";
import { lastDrawing, seatingCounts, seatingPreview, waitingByLanguage } from "@/lib/domain/seating/queries";
import { createAccount, createExamSession, createRegistration, createStaff } from "../../support/factories";
import { messagesTo } from "../../support/sms";

beforeAll(async () => {
  await migrateJobs(env().DATABASE_URL);
});

const seed = "00112233445566778899aabbccddeeff";

/**
 * A session with rooms of the given capacities and so many who paid, all in its first language unless told otherwise.
 */
async function house({ capacities = [30], paid = 0 }: { capacities?: number[]; paid?: number }) {
  const examSession = await createExamSession();
  const staff = await createStaff({ role: "EXAM_OFFICER" });
  const by = { staffId: staff.id, now: new Date() };
  for (const [index, capacity] of capacities.entries()) {
    const room = { id: null, number: index + 1, place: `A10${index + 1}`, capacity, confirmed: false };
    await saveRoom({ ...by, input: { examSessionId: examSession.id, ...room } });
  }
  for (let count = 0; count < paid; count += 1)
    await createRegistration({ status: "PAID", examSessionId: examSession.id });
  return { examSession, by, examSessionId: examSession.id };
}

type Drawing = { examSessionId: string; staffId: string; now: Date; seed?: string };

/** Draws seats as staff do who were shown the plan a moment ago. */
const drawAll = async (order: Drawing) =>
  assignAllSeats({ ...order, seen: (await seatingPreview(order.examSessionId)).key });
const drawLatecomers = async (order: Drawing) =>
  assignLatecomers({ ...order, seen: (await seatingPreview(order.examSessionId)).key });

const lastAudit = (subjectId: string) => db().auditEntry.findFirst({ where: { subjectId }, orderBy: { id: "desc" } });

const seatsOf = (examSessionId: string) =>
  db().seat.findMany({
    where: { examSessionId },
    include: { room: true, registration: true },
    orderBy: [{ room: { number: "asc" } }, { number: "asc" }],
  });

describe("rooms", () => {
  it("adds, changes and deletes a room, and writes it down", async () => {
    const { examSessionId, by } = await house({ capacities: [] });
    const added = await saveRoom({
      ...by,
      input: { examSessionId, id: null, number: 1, place: "A101", capacity: 30, confirmed: false },
    });
    if (!added.ok) throw new Error(added.error);
    const { id } = added.value;
    expect(
      (
        await saveRoom({
          ...by,
          input: { examSessionId, id, number: 2, place: "B202", capacity: 28, confirmed: false },
        })
      ).ok,
    ).toBe(true);
    expect(await db().room.findMany({ where: { examSessionId } })).toMatchObject([
      { number: 2, place: "B202", capacity: 28 },
    ]);
    // The number that it had, another one, nothing: only its number deletes it.
    for (const confirmation of ["1", "20", ""]) {
      expect(await deleteRoom({ ...by, examSessionId, id, confirmation })).toEqual({
        ok: false,
        error: "confirmation_mismatch",
      });
    }
    expect((await deleteRoom({ ...by, examSessionId, id, confirmation: " ２ " })).ok).toBe(true);
    expect(await db().room.count({ where: { examSessionId } })).toBe(0);
    const actions = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    const [first, second] = [
      { number: 1, place: "A101", capacity: 30 },
      { number: 2, place: "B202", capacity: 28 },
    ];
    expect(actions.map(({ action, detail }) => ({ action, detail }))).toEqual([
      { action: "room.create", detail: { after: first } },
      { action: "room.update", detail: { before: first, after: second, cardsRenewed: 0 } },
      { action: "room.delete", detail: { before: second } },
    ]);
  });

  it("refuses a number that another room has", async () => {
    const { examSessionId, by } = await house({ capacities: [30] });
    const again = await saveRoom({
      ...by,
      input: { examSessionId, id: null, number: 1, place: "B1", capacity: 30, confirmed: false },
    });
    expect(again).toEqual({ ok: false, error: "room_number_taken" });
  });

  it("does not touch a room of another session", async () => {
    const mine = await house({});
    const other = await house({});
    const [room] = await db().room.findMany({ where: { examSessionId: other.examSessionId } });
    const id = room?.id ?? "";
    expect(await deleteRoom({ ...mine.by, examSessionId: mine.examSessionId, id, confirmation: "1" })).toEqual({
      ok: false,
      error: "room_not_found",
    });
    const input = { examSessionId: mine.examSessionId, id, number: 9, place: "X", capacity: 1, confirmed: false };
    expect(await saveRoom({ ...mine.by, input })).toEqual({ ok: false, error: "room_not_found" });
  });

  it("keeps the number and the numbered seats of a room once seats are drawn; the place and more seats may be changed", async () => {
    const { examSessionId, by } = await house({ capacities: [30, 30], paid: 2 });
    await drawAll({ examSessionId, ...by });
    const [used, spare] = await db().room.findMany({ where: { examSessionId }, orderBy: { number: "asc" } });
    const save = (id: string, room: object) =>
      saveRoom({
        ...by,
        input: { examSessionId, id, number: 1, place: "A101", capacity: 30, confirmed: false, ...room },
      });
    expect(await deleteRoom({ ...by, examSessionId, id: used?.id ?? "", confirmation: "1" })).toEqual({
      ok: false,
      error: "room_has_numbers",
    });
    expect(await save(used?.id ?? "", { number: 7 })).toEqual({ ok: false, error: "room_number_given" });
    expect(await save(used?.id ?? "", { capacity: 1 })).toEqual({ ok: false, error: "capacity_below_seats" });
    expect((await save(used?.id ?? "", { capacity: 2, place: "B202" })).ok).toBe(true);
    expect((await save(spare?.id ?? "", { number: 7, capacity: 1 })).ok).toBe(true);
    expect((await deleteRoom({ ...by, examSessionId, id: spare?.id ?? "", confirmation: "7" })).ok).toBe(true);
    expect(await db().room.findMany({ where: { examSessionId } })).toMatchObject([
      { number: 1, place: "B202", capacity: 2 },
    ]);
    expect((await db().seat.findMany({ where: { examSessionId } })).map(({ cardRevision }) => cardRevision)).toEqual([
      0, 0,
    ]);
  });

  it("gives the cards of a room a new version when its place changes after publishing, and tells its people and nobody else", async () => {
    const { examSessionId, by } = await house({ capacities: [2, 2], paid: 3 });
    await drawAll({ examSessionId, ...by });
    await publishCards({ examSessionId, staffId: by.staffId, seen: 3, now: by.now });
    const [room] = await db().room.findMany({ where: { examSessionId }, orderBy: { number: "asc" } });
    const id = room?.id ?? "";
    const move = (confirmed: boolean, place = "C303") =>
      saveRoom({ ...by, input: { examSessionId, id, number: 1, place, capacity: 2, confirmed } });
    expect(await move(false)).toEqual({ ok: false, error: "room_change_not_confirmed" });
    expect((await move(false, "A101")).ok).toBe(true);
    expect((await move(true)).ok).toBe(true);

    const seats = await seatsOf(examSessionId);
    const versions = await Promise.all(
      seats.map(async ({ registrationId }) => {
        const card = await printableCard({ registrationId, asker: { kind: "staff" }, now: by.now });
        return card.ok ? [card.value.text.place, card.value.version] : card.error;
      }),
    );
    expect(versions).toEqual([
      ["C303", 2],
      ["C303", 2],
      ["A102", 1],
    ]);
    expect((await lastAudit(id))?.detail).toEqual({
      before: { number: 1, place: "A101", capacity: 2 },
      after: { number: 1, place: "C303", capacity: 2 },
      cardsRenewed: 2,
    });
    const told = await db().$queryRaw<
      { key: string }[]
    >`SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'send-card-change-sms'`;
    expect(told.map(({ key }) => key).toSorted()).toEqual(
      seats
        .slice(0, 2)
        .map(({ registrationId }) => `card-change-sms:${registrationId}`)
        .toSorted(),
    );
  });

  it("sends the message to the owner of a published card, and to nobody who has none any more", async () => {
    const { examSessionId, by } = await house({});
    const { id: accountId, phone } = await createAccount();
    const { id: registrationId } = await createRegistration({ status: "PAID", examSessionId, accountId });
    await drawAll({ examSessionId, ...by });
    expect(await sendCardChangeSms({ registrationId, now: new Date() })).toBe("nobody");
    await publishCards({ examSessionId, staffId: by.staffId, seen: 1, now: by.now });
    expect(await sendCardChangeSms({ registrationId, now: new Date() })).toBe("sent");
    const text = "您的学士学位外语考试准考证信息已更新，请登录报名系统查看并重新打印准考证。";
    expect((await messagesTo(phone)).map((message) => message.text)).toEqual([text]);
    await db().registration.update({ where: { id: registrationId }, data: { status: "CANCELLED" } });
    expect(await sendCardChangeSms({ registrationId, now: new Date() })).toBe("nobody");
  });
});

describe("drawing seats", () => {
  it("gives every paid candidate, and nobody else, a seat and a number by the template", async () => {
    const { examSession, examSessionId, by } = await house({ capacities: [2, 2], paid: 3 });
    await createRegistration({ status: "APPROVED", examSessionId });
    expect(await drawAll({ examSessionId, ...by, seed })).toEqual({ ok: true, value: { seats: 3, seed } });

    const seats = await seatsOf(examSessionId);
    const yy = String(examSession.year).slice(-2);
    expect(seats.map(({ admitCardNumber }) => admitCardNumber)).toEqual([
      `10496${yy}2100101`,
      `10496${yy}2100102`,
      `10496${yy}2100201`,
    ]);
    expect(seats.every(({ registration }) => registration.status === "PAID")).toBe(true);
    expect((await db().examSession.findUniqueOrThrow({ where: { id: examSessionId } })).seatsFrozenAt).toEqual(by.now);
    expect(await lastDrawing(examSessionId)).toMatchObject({ seed, seats: 3, rooms: 2 });
  });

  it("lets one of many presses win", async () => {
    const { examSessionId, by } = await house({ paid: 4 });
    const { key: seen } = await seatingPreview(examSessionId);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => assignAllSeats({ examSessionId, ...by, seen })),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error])))).toEqual(
      new Set(["seats_already_frozen"]),
    );
    expect(await seatsOf(examSessionId)).toHaveLength(4);
    expect(await db().auditEntry.count({ where: { subjectId: examSessionId, action: "seating.assign" } })).toBe(1);
  });

  it("refuses when seats are short, and leaves the session open", async () => {
    const { examSessionId, by } = await house({ capacities: [2], paid: 3 });
    expect(await drawAll({ examSessionId, ...by })).toEqual({ ok: false, error: "languages_would_mix" });
    expect((await db().examSession.findUniqueOrThrow({ where: { id: examSessionId } })).seatsFrozenAt).toBeNull();
    expect(await seatsOf(examSessionId)).toHaveLength(0);
    expect(await seatingCounts(examSessionId)).toEqual({ rooms: 1, capacity: 2, free: 2, seated: 0, waiting: 3 });
  });

  it("refuses where two languages would sit in one room, and says what is missing", async () => {
    const { examSession, examSessionId, by } = await house({ capacities: [30], paid: 3 });
    await createRegistration({ status: "PAID", examSessionId, languageId: examSession.languages[1]?.id ?? null });
    const { plan, languageNames } = await seatingPreview(examSessionId);
    expect(plan).toEqual({ ok: false, short: [{ languageCode: "2", seats: 1, rooms: 1 }] });
    expect(languageNames.get("2")).toBe("日语");
    expect(await drawAll({ examSessionId, ...by })).toEqual({ ok: false, error: "languages_would_mix" });
    expect(await seatsOf(examSessionId)).toHaveLength(0);
  });

  it("asks again when somebody paid, or a room went, since the question was shown", async () => {
    const { examSessionId, by } = await house({ capacities: [2, 2], paid: 2 });
    const { key: seen } = await seatingPreview(examSessionId);
    await createRegistration({ status: "PAID", examSessionId });
    expect(await assignAllSeats({ examSessionId, ...by, seen })).toEqual({ ok: false, error: "plan_outdated" });
    const { key: again } = await seatingPreview(examSessionId);
    const room = await db().room.findFirstOrThrow({ where: { examSessionId, number: 2 } });
    await saveRoom({
      ...by,
      input: { examSessionId, id: room.id, number: 3, place: "A102", capacity: 2, confirmed: false },
    });
    expect(await assignAllSeats({ examSessionId, ...by, seen: again })).toEqual({ ok: false, error: "plan_outdated" });
    expect(await seatsOf(examSessionId)).toHaveLength(0);
    expect((await drawAll({ examSessionId, ...by })).ok).toBe(true);
  });

  it("refuses when nobody has paid", async () => {
    const { examSessionId, by } = await house({});
    expect(await drawAll({ examSessionId, ...by })).toEqual({ ok: false, error: "nobody_to_seat" });
  });

  it("refuses numbers that do not fit into the template", async () => {
    const { examSessionId, by } = await house({ paid: 1 });
    await db().examSession.update({
      where: { id: examSessionId },
      data: { admitNumberTemplate: "{school:4}{room:3}{seat:2}" },
    });
    expect(await drawAll({ examSessionId, ...by })).toEqual({ ok: false, error: "number_does_not_fit" });
  });

  it("keeps languages in rooms of their own and puts 合理便利 apart", async () => {
    const { examSession, examSessionId, by } = await house({ capacities: [5, 5, 5], paid: 2 });
    const japanese = examSession.languages[1]?.id ?? null;
    await createRegistration({ status: "PAID", examSessionId, languageId: japanese });
    await createRegistration({
      status: "PAID",
      examSessionId,
      accommodation: "需要轮椅通道",
      accommodationState: "GRANTED",
    });
    // A request that is not decided, or was refused, seats nobody apart.
    await createRegistration({ status: "PAID", examSessionId, accommodation: "未决定" });
    await createRegistration({
      status: "PAID",
      examSessionId,
      accommodation: "不同意",
      accommodationState: "REFUSED",
    });
    expect(await undecidedToSeat(examSessionId)).toBe(1);
    expect(await waitingByLanguage(examSessionId)).toMatchObject({ apart: 1 });
    expect((await drawAll({ examSessionId, ...by })).ok).toBe(true);
    const seats = await seatsOf(examSessionId);
    const granted = await db().accommodation.findMany({
      where: { state: "GRANTED" },
      select: { registrationId: true },
    });
    expect(
      seats.map(({ room, registration }) => [
        room.number,
        registration.languageId === japanese,
        granted.some(({ registrationId }) => registrationId === registration.id),
      ]),
    ).toEqual([
      [1, false, false],
      [1, false, false],
      [1, false, false],
      [1, false, false],
      [2, true, false],
      [3, false, true],
    ]);
  });
});

describe("latecomers", () => {
  it("are not drawn into a separate room whose people no longer have their 合理便利", async () => {
    const { examSessionId, by } = await house({ capacities: [2, 5], paid: 2 });
    const granted = { accommodation: "需要轮椅通道", accommodationState: "GRANTED" } as const;
    for (let person = 0; person < 2; person += 1)
      await createRegistration({ status: "PAID", examSessionId, ...granted });
    expect((await drawAll({ examSessionId, ...by })).ok).toBe(true);
    const apart = async () =>
      (await db().room.findMany({ where: { examSessionId }, orderBy: { number: "asc" } })).map((room) => room.apart);
    expect(await apart()).toEqual([false, true]);

    const [, separate] = await db().room.findMany({ where: { examSessionId }, orderBy: { number: "asc" } });
    await db().accommodation.updateMany({
      where: { registration: { seat: { roomId: separate?.id ?? "" } } },
      data: { state: "REFUSED" },
    });
    // The only free seats are there, and an ordinary latecomer does not get one.
    const ordinary = await createRegistration({ status: "PAID", examSessionId });
    expect((await seatingPreview(examSessionId)).plan).toMatchObject({ ok: false, short: [{ seats: 1 }] });
    await db().registration.update({ where: { id: ordinary.id }, data: { status: "CANCELLED" } });
    await createRegistration({ status: "PAID", examSessionId, ...granted });
    expect(await drawLatecomers({ examSessionId, ...by })).toMatchObject({ ok: true });
    expect((await seatsOf(examSessionId)).map(({ room }) => room.number)).toEqual([1, 1, 2, 2, 2]);

    // Once taken back, the rooms are dealt anew.
    await takeBackSeats({ examSessionId, ...by, seen: 5, reason: "重排" });
    expect(await apart()).toEqual([false, false]);
  });

  it("get seats that never had a number; everybody else keeps his", async () => {
    const { examSessionId, by } = await house({ capacities: [3], paid: 2 });
    expect(await drawLatecomers({ examSessionId, ...by })).toEqual({ ok: false, error: "seats_not_frozen" });
    await drawAll({ examSessionId, ...by });
    const before = await seatsOf(examSessionId);
    const late = await createRegistration({ status: "PAID", examSessionId });

    const { key: seen } = await seatingPreview(examSessionId);
    const outcomes = await Promise.all([1, 2].map(() => assignLatecomers({ examSessionId, ...by, seen })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const after = await seatsOf(examSessionId);
    const places = (seats: typeof after) =>
      seats.map(({ room: { id, number }, ...seat }) => ({ ...seat, room: { id, number } }));
    expect(places(after.slice(0, 2))).toEqual(places(before));
    expect(after[2]).toMatchObject({ registrationId: late.id, number: 3 });

    await createRegistration({ status: "PAID", examSessionId });
    expect(await drawLatecomers({ examSessionId, ...by })).toEqual({ ok: false, error: "languages_would_mix" });
  });

  it("never get a seat, or its number, that somebody had who was repaid", async () => {
    const { examSessionId, by } = await house({ capacities: [3], paid: 2 });
    await drawAll({ examSessionId, ...by });
    const [, last] = await seatsOf(examSessionId);
    await db().registration.update({ where: { id: last?.registrationId ?? "" }, data: { status: "CANCELLED" } });
    await db().seat.deleteMany({ where: { registrationId: last?.registrationId ?? "" } });
    const late = await createRegistration({ status: "PAID", examSessionId });
    expect((await drawLatecomers({ examSessionId, ...by })).ok).toBe(true);
    const seats = await seatsOf(examSessionId);
    expect(seats.map(({ number }) => number)).toEqual([1, 3]);
    expect(seats[1]).toMatchObject({ registrationId: late.id });
    expect(seats[1]?.admitCardNumber).not.toBe(last?.admitCardNumber);
  });

  it("of another language are refused where only a room of others has seats left", async () => {
    const { examSession, examSessionId, by } = await house({ capacities: [30], paid: 2 });
    await drawAll({ examSessionId, ...by });
    await createRegistration({ status: "PAID", examSessionId, languageId: examSession.languages[1]?.id ?? null });
    expect(await drawLatecomers({ examSessionId, ...by })).toEqual({ ok: false, error: "languages_would_mix" });
  });
});

describe("taking an arrangement back", () => {
  const reason = "漏录了两个考场";

  it("frees every seat and opens everything again, with the reason on record, until cards are published", async () => {
    const { examSessionId, by } = await house({ capacities: [2], paid: 2 });
    expect(await takeBackSeats({ examSessionId, ...by, seen: 0, reason })).toEqual({
      ok: false,
      error: "seats_not_frozen",
    });
    await drawAll({ examSessionId, ...by });
    expect(await takeBackSeats({ examSessionId, ...by, seen: 1, reason })).toEqual({
      ok: false,
      error: "seats_changed_meanwhile",
    });
    expect(await seatsOf(examSessionId)).toHaveLength(2);
    expect(await takeBackSeats({ examSessionId, ...by, seen: 2, reason })).toEqual({ ok: true, value: { seats: 2 } });

    expect(await seatsOf(examSessionId)).toHaveLength(0);
    expect((await lastAudit(examSessionId))?.detail).toEqual({ seats: 2, frozenAt: by.now.toISOString(), reason });
    expect(await lastDrawing(examSessionId)).toMatchObject({ takenBack: true, seats: 2, reason });
    const room = await db().room.findFirstOrThrow({ where: { examSessionId } });
    expect((await deleteRoom({ ...by, examSessionId, id: room.id, confirmation: String(room.number) })).ok).toBe(true);
    await saveRoom({
      ...by,
      input: { examSessionId, id: null, number: 5, place: "E5", capacity: 30, confirmed: false },
    });
    expect((await drawAll({ examSessionId, ...by })).ok).toBe(true);
    expect((await seatsOf(examSessionId)).map(({ room: { number }, number: seat }) => [number, seat])).toEqual([
      [5, 1],
      [5, 2],
    ]);

    await publishCards({ examSessionId, staffId: by.staffId, seen: 2, now: by.now });
    expect(await takeBackSeats({ examSessionId, ...by, seen: 2, reason })).toEqual({
      ok: false,
      error: "seats_already_published",
    });
    expect(await seatsOf(examSessionId)).toHaveLength(2);
  });

  it("wins or loses against publishing at the same instant, never both", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { examSessionId, by } = await house({ paid: 2 });
      await drawAll({ examSessionId, ...by });
      const [published, takenBack] = await Promise.all([
        publishCards({ examSessionId, staffId: by.staffId, seen: 2, now: by.now }),
        takeBackSeats({ examSessionId, ...by, seen: 2, reason }),
      ]);
      expect([published.ok, takenBack.ok].filter(Boolean)).toHaveLength(1);
      const examSession = await db().examSession.findUniqueOrThrow({ where: { id: examSessionId } });
      expect([
        examSession.cardsPublishedAt !== null,
        examSession.seatsFrozenAt !== null,
        (await seatsOf(examSessionId)).length,
      ]).toEqual(published.ok ? [true, true, 2] : [false, false, 0]);
    }
  });
});
