import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssignedSeat, assignSeats, type SeatCandidate, type SeatRoom } from "@/lib/seating/assign";

const seed = fc.stringMatching(/^[0-9a-f]{32}$/);
const aSeed = "0123456789abcdef0123456789abcdef";

const crowd = fc
  .array(fc.record({ languageCode: fc.constantFrom("1", "2", "3"), apart: fc.boolean() }), { minLength: 1, maxLength: 80 })
  .map((list): SeatCandidate[] => list.map((candidate, index) => ({ id: `c${String(index).padStart(3, "0")}`, ...candidate })));

const building = fc
  .array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 })
  .map((capacities): SeatRoom[] => capacities.map((capacity, index) => ({ id: `r${index}`, number: index + 1, capacity })));

const people = (count: number, languageCode: string, apart = false): SeatCandidate[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${languageCode}-${apart ? "apart" : "plain"}-${index}`, languageCode, apart }));
const rooms = (...capacities: number[]): SeatRoom[] =>
  capacities.map((capacity, index) => ({ id: `r${index + 1}`, number: index + 1, capacity }));

function seated(candidates: readonly SeatCandidate[], house: readonly SeatRoom[], by = aSeed): AssignedSeat[] {
  const drawn = assignSeats(candidates, house, by);
  if (!drawn.ok) throw new Error(`short by ${drawn.missing}`);
  return drawn.seats;
}

/** The languages that sit in each room. */
function languagesByRoom(seats: readonly AssignedSeat[], candidates: readonly SeatCandidate[]) {
  const found = new Map<string, Set<string>>();
  for (const { candidateId, roomId } of seats) {
    const code = candidates.find(({ id }) => id === candidateId)?.languageCode ?? "?";
    found.set(roomId, (found.get(roomId) ?? new Set()).add(code));
  }
  return found;
}

describe("assignSeats", () => {
  it("seats a latecomer beside his own language, never in a room where another one sits as well", () => {
    const house = [
      { id: "both", number: 1, capacity: 30, used: 10, languages: ["1", "2"] },
      { id: "other", number: 2, capacity: 30, used: 10, languages: ["2"] },
      { id: "empty", number: 3, capacity: 30 },
    ];
    expect(seated(people(1, "1"), house)).toMatchObject([{ roomId: "empty", seat: 1 }]);
    const own = { id: "own", number: 4, capacity: 30, used: 10, languages: ["1", "1"] };
    expect(seated(people(1, "1"), [...house, own])).toMatchObject([{ roomId: "own", seat: 11 }]);
  });

  it("seats everybody once, each on a seat of his own inside a room, or nobody and says how many seats are missing", () => {
    fc.assert(
      fc.property(crowd, building, seed, (candidates, house, by) => {
        const capacity = house.reduce((total, room) => total + room.capacity, 0);
        const drawn = assignSeats(candidates, house, by);
        const missing = Math.max(0, candidates.length - capacity);
        expect(drawn.ok ? 0 : drawn.missing).toBe(missing);
        if (!drawn.ok) return;
        expect(drawn.seats.map(({ candidateId }) => candidateId).toSorted()).toEqual(candidates.map(({ id }) => id));
        expect(new Set(drawn.seats.map(({ roomId, seat }) => `${roomId}/${seat}`)).size).toBe(candidates.length);
        for (const { roomId, roomNumber, seat } of drawn.seats) {
          const room = house.find(({ id }) => id === roomId);
          expect(room?.number).toBe(roomNumber);
          expect(seat).toBeGreaterThanOrEqual(1);
          expect(seat).toBeLessThanOrEqual(room?.capacity ?? 0);
        }
      }),
    );
  });

  it("draws the same lots from the same seed, in whatever order candidates and rooms are handed in", () => {
    fc.assert(
      fc.property(crowd, building, seed, (candidates, house, by) => {
        expect(assignSeats(candidates.toReversed(), house.toReversed(), by)).toEqual(assignSeats(candidates, house, by));
      }),
    );
  });

  it("draws other lots from another seed", () => {
    const candidates = people(30, "1");
    expect(seated(candidates, rooms(30), "f".repeat(32))).not.toEqual(seated(candidates, rooms(30)));
  });

  it("keeps one language in a room whenever the rooms suffice", () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), seed, (mixed, count, capacity, by) => {
        const candidates = mixed.map((candidate) => ({ ...candidate, apart: false }));
        const needed = ["1", "2", "3"].reduce(
          (total, code) => total + Math.ceil(candidates.filter(({ languageCode }) => languageCode === code).length / capacity),
          0,
        );
        fc.pre(needed <= count);
        const seats = seated(candidates, rooms(...Array.from({ length: count }, () => capacity)), by);
        expect([...languagesByRoom(seats, candidates).values()].every((codes) => codes.size === 1)).toBe(true);
      }),
    );
  });

  it("mixes languages rather than leave somebody without a seat", () => {
    const candidates = [...people(8, "1"), ...people(2, "2")];
    const seats = seated(candidates, rooms(10));
    expect(seats).toHaveLength(10);
  });

  it("gives those apart the last room used for themselves", () => {
    const candidates = [...people(35, "1"), ...people(5, "2"), ...people(2, "1", true), ...people(1, "2", true)];
    const seats = seated(candidates, rooms(30, 30, 30, 30, 30));
    const apart = seats.filter(({ candidateId }) => candidateId.includes("apart"));
    expect(new Set(apart.map(({ roomNumber }) => roomNumber))).toEqual(new Set([4]));
    expect(seats.filter(({ roomNumber }) => roomNumber === 4)).toHaveLength(3);
  });

  it("gives those apart the last seats of their language when no room is left for them", () => {
    const candidates = [...people(27, "1"), ...people(3, "1", true)];
    const last = seated(candidates, rooms(30)).filter(({ seat }) => seat > 27);
    expect(last.every(({ candidateId }) => candidateId.includes("apart"))).toBe(true);
  });

  it("fills rooms from the first seat on, without gaps", () => {
    const seats = seated(people(35, "1"), rooms(30, 30));
    expect(seats.filter(({ roomNumber }) => roomNumber === 2).map(({ seat }) => seat)).toEqual([1, 2, 3, 4, 5]);
  });

  it("gives latecomers only seats after the highest one used, beside their own language first", () => {
    const house: SeatRoom[] = [
      { id: "r1", number: 1, capacity: 30, used: 28, languages: ["1"] },
      { id: "r2", number: 2, capacity: 30, used: 5, languages: ["2"] },
      { id: "r3", number: 3, capacity: 30 },
    ];
    const seats = seated([...people(3, "1"), ...people(1, "2")], house);
    expect(seats.map(({ roomNumber, seat }) => `${roomNumber}/${seat}`).toSorted()).toEqual(["1/29", "1/30", "2/6", "3/1"]);
  });
});
