import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssignedSeat, assignSeats, groupsOf, type SeatCandidate } from "@/lib/domain/seating/assign";
import { type PlanRoom, planSeating } from "@/lib/domain/seating/plan";
import { planKey } from "@/lib/domain/seating/queries";

const seed = fc.stringMatching(/^[0-9a-f]{32}$/);
const aSeed = "0123456789abcdef0123456789abcdef";

const crowd = fc
  .array(fc.record({ languageCode: fc.constantFrom("1", "2", "3"), apart: fc.boolean() }), {
    minLength: 1,
    maxLength: 80,
  })
  .map((list): SeatCandidate[] =>
    list.map((candidate, index) => ({ id: `c${String(index).padStart(3, "0")}`, ...candidate })),
  );

const building = fc
  .array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 })
  .map((capacities): PlanRoom[] =>
    capacities.map((capacity, index) => ({ id: `r${index}`, number: index + 1, capacity })),
  );

const people = (count: number, languageCode: string, apart = false): SeatCandidate[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${languageCode}-${apart ? "apart" : "plain"}-${index}`,
    languageCode,
    apart,
  }));
const rooms = (...capacities: number[]): PlanRoom[] =>
  capacities.map((capacity, index) => ({ id: `r${index + 1}`, number: index + 1, capacity }));

function seated(candidates: readonly SeatCandidate[], house: readonly PlanRoom[], by = aSeed): AssignedSeat[] {
  const drawn = assignSeats(candidates, house, by);
  if (!drawn.ok) throw new Error(`short: ${JSON.stringify(drawn.short)}`);
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

/** Tries every way to give each room to one language. */
function someDealingSuffices([need = 0, ...needs]: number[], capacities: readonly number[]): boolean {
  const ways = 2 ** capacities.length;
  for (let way = 0; way < ways; way += 1) {
    const taken = capacities.filter((_, index) => way & (1 << index));
    const left = capacities.filter((_, index) => !(way & (1 << index)));
    if (taken.reduce((total, each) => total + each, 0) < need) continue;
    if (needs.length === 0 || someDealingSuffices(needs, left)) return true;
  }
  return false;
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

  it("seats everybody once, each on a seat of his own inside a room that holds one language, or nobody", () => {
    fc.assert(
      fc.property(crowd, building, seed, (candidates, house, by) => {
        const drawn = assignSeats(candidates, house, by);
        if (!drawn.ok) return;
        expect(drawn.seats.map(({ candidateId }) => candidateId).toSorted()).toEqual(candidates.map(({ id }) => id));
        expect(new Set(drawn.seats.map(({ roomId, seat }) => `${roomId}/${seat}`)).size).toBe(candidates.length);
        for (const { roomId, roomNumber, seat } of drawn.seats) {
          const room = house.find(({ id }) => id === roomId);
          expect(room?.number).toBe(roomNumber);
          expect(seat).toBeGreaterThanOrEqual(1);
          expect(seat).toBeLessThanOrEqual(room?.capacity ?? 0);
        }
        expect([...languagesByRoom(drawn.seats, candidates).values()].every((codes) => codes.size === 1)).toBe(true);
      }),
    );
  });

  it("refuses exactly where no dealing of the rooms gives every language seats enough", () => {
    const small = fc
      .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 })
      .map((capacities) => rooms(...capacities));
    fc.assert(
      fc.property(crowd, small, seed, (candidates, house, by) => {
        const languages = ["1", "2", "3"].map(
          (code) => candidates.filter(({ languageCode }) => languageCode === code).length,
        );
        expect(assignSeats(candidates, house, by).ok).toBe(
          someDealingSuffices(
            languages,
            house.map(({ capacity }) => capacity),
          ),
        );
      }),
    );
  });

  it("seats everybody once the rooms it asked for are there", () => {
    fc.assert(
      fc.property(crowd, building, seed, (candidates, house, by) => {
        const drawn = assignSeats(candidates, house, by);
        if (drawn.ok) return;
        expect(drawn.short.length).toBeGreaterThan(0);
        const more = drawn.short.flatMap((shortage) => Array.from({ length: shortage.rooms }, () => 30));
        expect(assignSeats(candidates, rooms(...house.map(({ capacity }) => capacity), ...more), by).ok).toBe(true);
      }),
    );
  });

  it("says which languages miss how many seats, and how many rooms more that are", () => {
    const short = (candidates: SeatCandidate[], house: PlanRoom[]) => {
      const drawn = assignSeats(candidates, house, aSeed);
      return drawn.ok ? null : drawn.short;
    };
    // Ten seats for ten people, but in one room: the second language has none.
    expect(short([...people(8, "1"), ...people(2, "2")], rooms(10))).toEqual([
      { languageCode: "2", seats: 2, rooms: 1 },
    ]);
    expect(short(people(31, "1"), rooms())).toEqual([{ languageCode: "1", seats: 31, rooms: 2 }]);
    expect(short([...people(30, "1"), ...people(30, "2")], rooms())).toEqual([
      { languageCode: "1", seats: 30, rooms: 1 },
      { languageCode: "2", seats: 30, rooms: 1 },
    ]);
    // A latecomer whose language has no seat left, where only a room of another language has.
    const house = [{ id: "r1", number: 1, capacity: 30, used: 10, languages: ["2"] }];
    expect(short(people(1, "1"), house)).toEqual([{ languageCode: "1", seats: 1, rooms: 1 }]);
  });

  it("deals rooms out otherwise than in their order where only that seats everybody", () => {
    const candidates = [...people(5, "1"), ...people(30, "2")];
    const seats = seated(candidates, rooms(30, 5));
    expect(languagesByRoom(seats, candidates)).toEqual(
      new Map([
        ["r2", new Set(["1"])],
        ["r1", new Set(["2"])],
      ]),
    );
  });

  it("draws the same lots from the same seed, in whatever order candidates and rooms are handed in", () => {
    fc.assert(
      fc.property(crowd, building, seed, (candidates, house, by) => {
        expect(assignSeats(candidates.toReversed(), house.toReversed(), by)).toEqual(
          assignSeats(candidates, house, by),
        );
      }),
    );
  });

  it("draws other lots from another seed", () => {
    const candidates = people(30, "1");
    expect(seated(candidates, rooms(30), "f".repeat(32))).not.toEqual(seated(candidates, rooms(30)));
  });

  it("keeps one language in a room whenever the rooms suffice", () => {
    fc.assert(
      fc.property(
        crowd,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        seed,
        (mixed, count, capacity, by) => {
          const candidates = mixed.map((candidate) => ({ ...candidate, apart: false }));
          const needed = ["1", "2", "3"].reduce(
            (total, code) =>
              total + Math.ceil(candidates.filter(({ languageCode }) => languageCode === code).length / capacity),
            0,
          );
          fc.pre(needed <= count);
          const seats = seated(candidates, rooms(...Array.from({ length: count }, () => capacity)), by);
          expect([...languagesByRoom(seats, candidates).values()].every((codes) => codes.size === 1)).toBe(true);
        },
      ),
    );
  });

  it("gives those apart the last rooms used for themselves, one for each language", () => {
    const candidates = [...people(35, "1"), ...people(5, "2"), ...people(2, "1", true), ...people(1, "2", true)];
    const seats = seated(candidates, rooms(30, 30, 30, 30, 30));
    const of = (number: number) =>
      seats.filter(({ roomNumber }) => roomNumber === number).map(({ candidateId }) => candidateId);
    expect(of(4).toSorted()).toEqual(["1-apart-0", "1-apart-1"]);
    expect(of(5)).toEqual(["2-apart-0"]);
  });

  it("lets nobody else into a room apart, also later, and who sits apart into no other", () => {
    const house: PlanRoom[] = [
      { id: "full", number: 1, capacity: 30, used: 30, languages: ["1"] },
      { id: "apart", number: 2, capacity: 30, used: 1, languages: ["1"], apart: true },
      { id: "empty", number: 3, capacity: 30 },
    ];
    expect(seated(people(1, "1"), house)).toMatchObject([{ roomId: "empty" }]);
    expect(seated(people(1, "1", true), house)).toMatchObject([{ roomId: "apart", seat: 2 }]);
    expect(assignSeats(people(1, "1"), house.slice(0, 2), aSeed)).toEqual({
      ok: false,
      short: [{ languageCode: "1", seats: 1, rooms: 1 }],
    });
  });

  it("says who asked to sit apart and finds no room of his own", () => {
    const beside = (candidates: SeatCandidate[], house: PlanRoom[]) => {
      const plan = planSeating(groupsOf(candidates), house);
      return plan.ok ? plan.beside : null;
    };
    const candidates = [...people(27, "1"), ...people(3, "1", true)];
    expect(beside(candidates, rooms(30))).toEqual([{ languageCode: "1", people: 3 }]);
    expect(beside(candidates, rooms(30, 30))).toEqual([]);
    // One room more than languages: those apart of the first language have it.
    expect(
      beside(
        [...people(5, "1"), ...people(5, "2"), ...people(1, "1", true), ...people(1, "2", true)],
        rooms(30, 30, 30),
      ),
    ).toEqual([{ languageCode: "2", people: 1 }]);
  });

  it("has another key for every plan that differs, and the same for the same", () => {
    const key = (candidates: SeatCandidate[], house: PlanRoom[]) => planKey(planSeating(groupsOf(candidates), house));
    const base = key(people(3, "1"), rooms(30, 30));
    expect(key(people(3, "1"), rooms(30, 30))).toBe(base);
    const others = [
      key(people(4, "1"), rooms(30, 30)),
      key(people(3, "2"), rooms(30, 30)),
      key(people(3, "1"), rooms(2, 30)),
    ];
    expect(new Set([base, ...others, key([...people(2, "1"), ...people(1, "1", true)], rooms(30, 30))]).size).toBe(5);
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
    const house: PlanRoom[] = [
      { id: "r1", number: 1, capacity: 30, used: 28, languages: ["1"] },
      { id: "r2", number: 2, capacity: 30, used: 5, languages: ["2"] },
      { id: "r3", number: 3, capacity: 30 },
    ];
    const seats = seated([...people(3, "1"), ...people(1, "2")], house);
    expect(seats.map(({ roomNumber, seat }) => `${roomNumber}/${seat}`).toSorted()).toEqual([
      "1/29",
      "1/30",
      "2/6",
      "3/1",
    ]);
  });
});
