import { seededRandom, shuffled } from "@/lib/core/seeded-random";

export type SeatCandidate = { id: string; languageCode: string; /** Asked for 合理便利: sits apart. */ apart: boolean };

/** `used`: the highest seat number ever given in the room; only the seats after it are free. `languages`: who sits there already. */
export type SeatRoom = { id: string; number: number; capacity: number; used?: number; languages?: readonly string[] };

export type AssignedSeat = { candidateId: string; roomId: string; roomNumber: number; seat: number };

export type Assignment = { ok: true; seats: AssignedSeat[] } | { ok: false; missing: number };

/**
 * Draws every candidate a seat. Rooms are filled in the order of their numbers; within a language the order is the seed's. A room holds one
 * language as long as the rooms suffice. Who sits apart gets the last room used for himself; where there is none left, the last
 * seats of his language. The order in which candidates or rooms are handed in does not matter.
 */
export function assignSeats(candidates: readonly SeatCandidate[], rooms: readonly SeatRoom[], seed: string): Assignment {
  const missing = candidates.length - rooms.reduce((total, room) => total + free(room), 0);
  if (missing > 0) return { ok: false, missing };

  const random = seededRandom(seed);
  const drawn = shuffled(
    candidates.toSorted((a, b) => compare(a.id, b.id)),
    random,
  );
  const inOrder = rooms.toSorted((a, b) => a.number - b.number);
  const plans = [() => withRoomApart(drawn, inOrder), () => byLanguage(drawn, inOrder), () => mixed(drawn, inOrder)];
  for (const plan of plans) {
    const seats = plan();
    if (seats) return { ok: true, seats };
  }
  throw new Error("seats suffice, yet no plan seated everybody");
}

const free = ({ capacity, used = 0 }: SeatRoom) => Math.max(capacity - used, 0);
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

type Plan = AssignedSeat[] | null;

/** Languages each in rooms of their own, those apart together in the rooms after them. */
function withRoomApart(drawn: readonly SeatCandidate[], rooms: readonly SeatRoom[]): Plan {
  const apart = drawn.filter((candidate) => candidate.apart);
  if (!apart.length) return null;
  const filling = fill(rooms);
  const ordinary = languageGroups(drawn.filter((candidate) => !candidate.apart));
  const seated = ordinary.every(([code, group]) => filling.group(group, code)) && filling.group(apart, null);
  return seated ? filling.seats : null;
}

/** Languages each in rooms of their own; those apart take the last seats of their language. */
function byLanguage(drawn: readonly SeatCandidate[], rooms: readonly SeatRoom[]): Plan {
  const filling = fill(rooms);
  const groups = languageGroups(drawn.toSorted((a, b) => Number(a.apart) - Number(b.apart)));
  return groups.every(([code, group]) => filling.group(group, code)) ? filling.seats : null;
}

/** Rooms are short: languages follow each other without a gap, those apart last. Always seats everybody. */
function mixed(drawn: readonly SeatCandidate[], rooms: readonly SeatRoom[]): AssignedSeat[] {
  const everybody = [
    ...languageGroups(drawn.filter((candidate) => !candidate.apart)).flatMap(([, group]) => group),
    ...drawn.filter((candidate) => candidate.apart),
  ];
  const places = rooms.flatMap((room) => seatsOf(room));
  return everybody.flatMap((candidate, index) => {
    const place = places[index];
    return place ? [{ candidateId: candidate.id, ...place }] : [];
  });
}

/** By language code, so that the first language of the session begins in the first room. */
function languageGroups(candidates: readonly SeatCandidate[]): [string, SeatCandidate[]][] {
  const codes = [...new Set(candidates.map(({ languageCode }) => languageCode))].toSorted(compare);
  return codes.map((code) => [code, candidates.filter(({ languageCode }) => languageCode === code)]);
}

const seatsOf = (room: SeatRoom) =>
  Array.from({ length: free(room) }, (_, index) => ({ roomId: room.id, roomNumber: room.number, seat: (room.used ?? 0) + index + 1 }));

/** Seats groups into rooms: first where the same language (and none other) sits already, then into rooms where nobody sits. */
function fill(rooms: readonly SeatRoom[]) {
  const seats: AssignedSeat[] = [];
  const taken = new Set<string>();
  const joins = ({ languages = [] }: SeatRoom, code: string | null) => languages.length > 0 && languages.every((each) => each === code);
  const isEmpty = ({ languages = [] }: SeatRoom) => languages.length === 0;

  /** False, and a broken plan, when the rooms do not suffice. `code` null is the group apart, which joins nobody. */
  const group = (candidates: readonly SeatCandidate[], code: string | null): boolean => {
    const waiting = [...candidates];
    for (const room of [...rooms.filter((each) => joins(each, code)), ...rooms.filter((each) => isEmpty(each))]) {
      if (!waiting.length) break;
      if (taken.has(room.id)) continue;
      const places = seatsOf(room).slice(0, waiting.length);
      if (!places.length) continue;
      taken.add(room.id);
      for (const place of places) {
        const candidate = waiting.shift();
        if (candidate) seats.push({ candidateId: candidate.id, ...place });
      }
    }
    return waiting.length === 0;
  };
  return { seats, group };
}
