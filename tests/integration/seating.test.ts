import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { assignAllSeats, assignLatecomers, deleteRoom, saveRoom } from "@/lib/seating/commands";
import { lastDrawing, seatingCounts, waitingByLanguage } from "@/lib/seating/queries";
import { createExamSession, createRegistration, createStaff } from "../support/factories";

const seed = "00112233445566778899aabbccddeeff";

/** A session with rooms of the given capacities and so many who paid, all in its first language unless told otherwise. */
async function house({ capacities = [30], paid = 0 }: { capacities?: number[]; paid?: number }) {
  const session = await createExamSession();
  const staff = await createStaff({ role: "EXAM_OFFICER" });
  const by = { staffId: staff.id, now: new Date() };
  for (const [index, capacity] of capacities.entries()) {
    await saveRoom({ ...by, input: { examSessionId: session.id, id: null, number: index + 1, place: `A10${index + 1}`, capacity } });
  }
  for (let count = 0; count < paid; count += 1) await createRegistration({ status: "PAID", examSessionId: session.id });
  return { session, by, examSessionId: session.id };
}

const seatsOf = (examSessionId: string) =>
  db().seat.findMany({
    where: { examSessionId },
    include: { room: true, registration: true },
    orderBy: [{ room: { number: "asc" } }, { number: "asc" }],
  });

describe("rooms", () => {
  it("adds, changes and deletes a room, and writes it down", async () => {
    const { examSessionId, by } = await house({ capacities: [] });
    const added = await saveRoom({ ...by, input: { examSessionId, id: null, number: 1, place: "A101", capacity: 30 } });
    if (!added.ok) throw new Error(added.error);
    const { id } = added.value;
    expect((await saveRoom({ ...by, input: { examSessionId, id, number: 2, place: "B202", capacity: 28 } })).ok).toBe(true);
    expect(await db().room.findMany({ where: { examSessionId } })).toMatchObject([{ number: 2, place: "B202", capacity: 28 }]);
    expect((await deleteRoom({ ...by, examSessionId, id })).ok).toBe(true);
    expect(await db().room.count({ where: { examSessionId } })).toBe(0);
    const actions = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    expect(actions.map(({ action }) => action)).toEqual(["room.create", "room.update", "room.delete"]);
  });

  it("refuses a number that another room has", async () => {
    const { examSessionId, by } = await house({ capacities: [30] });
    const again = await saveRoom({ ...by, input: { examSessionId, id: null, number: 1, place: "B1", capacity: 30 } });
    expect(again).toEqual({ ok: false, error: "room_number_taken" });
  });

  it("does not touch a room of another session", async () => {
    const mine = await house({});
    const other = await house({});
    const [room] = await db().room.findMany({ where: { examSessionId: other.examSessionId } });
    const id = room?.id ?? "";
    expect(await deleteRoom({ ...mine.by, examSessionId: mine.examSessionId, id })).toEqual({ ok: false, error: "room_not_found" });
    const input = { examSessionId: mine.examSessionId, id, number: 9, place: "X", capacity: 1 };
    expect(await saveRoom({ ...mine.by, input })).toEqual({ ok: false, error: "room_not_found" });
  });

  it("keeps rooms as they are once seats are drawn, but takes new ones", async () => {
    const { examSessionId, by } = await house({ paid: 1 });
    await assignAllSeats({ examSessionId, ...by });
    const [room] = await db().room.findMany({ where: { examSessionId } });
    const id = room?.id ?? "";
    expect(await deleteRoom({ ...by, examSessionId, id })).toEqual({ ok: false, error: "rooms_frozen" });
    expect(await saveRoom({ ...by, input: { examSessionId, id, number: 1, place: "X", capacity: 1 } })).toEqual({
      ok: false,
      error: "rooms_frozen",
    });
    expect((await saveRoom({ ...by, input: { examSessionId, id: null, number: 2, place: "X", capacity: 1 } })).ok).toBe(true);
  });
});

describe("drawing seats", () => {
  it("gives every paid candidate, and nobody else, a seat and a number by the template", async () => {
    const { session, examSessionId, by } = await house({ capacities: [2, 2], paid: 3 });
    await createRegistration({ status: "APPROVED", examSessionId });
    expect(await assignAllSeats({ examSessionId, ...by, seed })).toEqual({ ok: true, value: { seats: 3, seed } });

    const seats = await seatsOf(examSessionId);
    const yy = String(session.year).slice(-2);
    expect(seats.map(({ admitCardNumber }) => admitCardNumber)).toEqual([`10496${yy}2100101`, `10496${yy}2100102`, `10496${yy}2100201`]);
    expect(seats.every(({ registration }) => registration.status === "PAID")).toBe(true);
    expect((await db().examSession.findUniqueOrThrow({ where: { id: examSessionId } })).seatsFrozenAt).toEqual(by.now);
    expect(await lastDrawing(examSessionId)).toMatchObject({ seed, seats: 3, rooms: 2 });
  });

  it("lets one of many presses win", async () => {
    const { examSessionId, by } = await house({ paid: 4 });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => assignAllSeats({ examSessionId, ...by })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error])))).toEqual(new Set(["seats_already_frozen"]));
    expect(await seatsOf(examSessionId)).toHaveLength(4);
    expect(await db().auditEntry.count({ where: { subjectId: examSessionId, action: "seating.assign" } })).toBe(1);
  });

  it("refuses when seats are short, and leaves the session open", async () => {
    const { examSessionId, by } = await house({ capacities: [2], paid: 3 });
    expect(await assignAllSeats({ examSessionId, ...by })).toEqual({ ok: false, error: "seats_short" });
    expect((await db().examSession.findUniqueOrThrow({ where: { id: examSessionId } })).seatsFrozenAt).toBeNull();
    expect(await seatsOf(examSessionId)).toHaveLength(0);
    expect(await seatingCounts(examSessionId)).toEqual({ rooms: 1, capacity: 2, seated: 0, waiting: 3 });
  });

  it("refuses when nobody has paid", async () => {
    const { examSessionId, by } = await house({});
    expect(await assignAllSeats({ examSessionId, ...by })).toEqual({ ok: false, error: "nobody_to_seat" });
  });

  it("refuses numbers that do not fit into the template", async () => {
    const { examSessionId, by } = await house({ paid: 1 });
    await db().examSession.update({ where: { id: examSessionId }, data: { admitNumberTemplate: "{school:4}{room:3}{seat:2}" } });
    expect(await assignAllSeats({ examSessionId, ...by })).toEqual({ ok: false, error: "number_does_not_fit" });
  });

  it("keeps languages in rooms of their own and puts 合理便利 apart", async () => {
    const { session, examSessionId, by } = await house({ capacities: [5, 5, 5], paid: 2 });
    const japanese = session.languages[1]?.id ?? null;
    await createRegistration({ status: "PAID", examSessionId, languageId: japanese });
    await createRegistration({ status: "PAID", examSessionId, accommodation: "需要轮椅通道" });
    expect(await waitingByLanguage(examSessionId)).toMatchObject({ apart: 1 });
    expect((await assignAllSeats({ examSessionId, ...by })).ok).toBe(true);
    const seats = await seatsOf(examSessionId);
    expect(
      seats.map(({ room, registration }) => [
        room.number,
        registration.languageId === japanese,
        registration.accommodationEncrypted !== null,
      ]),
    ).toEqual([
      [1, false, false],
      [1, false, false],
      [2, true, false],
      [3, false, true],
    ]);
  });
});

describe("latecomers", () => {
  it("get seats that never had a number; everybody else keeps his", async () => {
    const { examSessionId, by } = await house({ capacities: [3], paid: 2 });
    expect(await assignLatecomers({ examSessionId, ...by })).toEqual({ ok: false, error: "seats_not_frozen" });
    await assignAllSeats({ examSessionId, ...by });
    const before = await seatsOf(examSessionId);
    const late = await createRegistration({ status: "PAID", examSessionId });

    const outcomes = await Promise.all([assignLatecomers({ examSessionId, ...by }), assignLatecomers({ examSessionId, ...by })]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const after = await seatsOf(examSessionId);
    expect(after.slice(0, 2)).toEqual(before);
    expect(after[2]).toMatchObject({ registrationId: late.id, number: 3 });

    await createRegistration({ status: "PAID", examSessionId });
    expect(await assignLatecomers({ examSessionId, ...by })).toEqual({ ok: false, error: "seats_short" });
  });
});
