import { seededRandom, shuffled } from "@/lib/core/seeded-random";
import { type Fill, type LanguageGroup, type PlanRoom, planSeating, type Shortage } from "./plan";

export type SeatCandidate = {
  id: string;
  languageCode: string;
  /** The candidate was granted 合理便利 and sits apart. */ apart: boolean;
};

export type AssignedSeat = { candidateId: string; roomId: string; roomNumber: number; seat: number };

export type Assignment = { ok: true; seats: AssignedSeat[] } | { ok: false; short: Shortage[] };

/**
 * Draws a seat for every candidate, in the rooms that planSeating gives to his language. Within a language the seed
 * decides the order; the order of the input does not matter.
 */
export function assignSeats(
  candidates: readonly SeatCandidate[],
  rooms: readonly PlanRoom[],
  seed: string,
): Assignment {
  const plan = planSeating(groupsOf(candidates), rooms);
  if (!plan.ok) return plan;
  const drawn = shuffled(
    candidates.toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id))),
    seededRandom(seed),
  );
  const waiting = new Map<string, SeatCandidate[]>();
  for (const candidate of drawn) {
    const key = lotKey(candidate);
    const same = waiting.get(key);
    if (same) same.push(candidate);
    else waiting.set(key, [candidate]);
  }
  return { ok: true, seats: plan.fills.flatMap((fill) => seatFill(fill, waiting)) };
}

/** The number of candidates of each language. */
export function groupsOf(candidates: readonly Omit<SeatCandidate, "id">[]): LanguageGroup[] {
  const groups = new Map<string, LanguageGroup>();
  for (const { languageCode, apart } of candidates) {
    const group = groups.get(languageCode) ?? { languageCode, ordinary: 0, apart: 0 };
    group[apart ? "apart" : "ordinary"] += 1;
    groups.set(languageCode, group);
  }
  return [...groups.values()];
}

const lotKey = ({ languageCode, apart }: Omit<SeatCandidate, "id">) => `${languageCode} ${apart}`;

/** Gives the seats of a fill to the next candidates in the drawn order. */
function seatFill(
  { roomId, roomNumber, firstSeat, languageCode, ordinary, apart }: Fill,
  waiting: Map<string, SeatCandidate[]>,
) {
  const take = (isApart: boolean, count: number) =>
    waiting.get(lotKey({ languageCode, apart: isApart }))?.splice(0, count) ?? [];
  return [...take(false, ordinary), ...take(true, apart)].map(({ id }, index) => ({
    candidateId: id,
    roomId,
    roomNumber,
    seat: firstSeat + index,
  }));
}
