/** How many people of one language are to be seated; `apart` of them asked for 合理便利 and sit apart. */
export type LanguageGroup = { languageCode: string; ordinary: number; apart: number };

/** A room with whoever sits there already. `used`: the highest seat ever numbered; only the seats after it are free. */
export type PlanRoom = {
  id: string;
  number: number;
  capacity: number;
  used?: number;
  /** The languages of those who sit there. */
  languages?: readonly string[];
  /** All who sit there asked for 合理便利. */
  apart?: boolean;
};

/**
 * Some people of one language in one room, on consecutive seats. `apart` of them asked for 合理便利; they have the last of
 * these seats.
 */
export type Fill = {
  roomId: string;
  roomNumber: number;
  firstSeat: number;
  languageCode: string;
  ordinary: number;
  apart: number;
};

/** What a language lacks: so many seats, which are so many rooms more. */
export type Shortage = { languageCode: string; seats: number; rooms: number };

export type SeatingPlan =
  | {
      ok: true;
      fills: Fill[];
      /** Who asked to sit apart and finds no room of his own, by language. */ beside: Beside[];
    }
  | { ok: false; short: Shortage[] };

type Beside = { languageCode: string; people: number };

/** formats.md: 30 a room. */
const USUAL_CAPACITY = 30;

/** Beyond so many half-made plans the search for rooms keeps only the most promising ones. */
const MAX_PLANS = 2_000;

/**
 * Says which language sits in which room, on which seats. A room never holds two languages. Who asked for 合理便利 sits in
 * a room apart, with others of his language who asked as well; where no room is left for that, on the last seats of his
 * language (`beside`). Languages take rooms in the order of their numbers; only where that leaves somebody without a
 * seat are rooms dealt out otherwise. Refused only where no dealing seats everybody.
 */
export function planSeating(groups: readonly LanguageGroup[], rooms: readonly PlanRoom[]): SeatingPlan {
  const sorted = groups
    .filter(({ ordinary, apart }) => ordinary + apart > 0)
    .toSorted((a, b) => compare(a.languageCode, b.languageCode));
  const inOrder = rooms.toSorted((a, b) => a.number - b.number);
  const wishes = sorted.filter(({ apart }) => apart > 0).map(({ languageCode }) => languageCode);
  for (let kept = wishes.length; kept >= 0; kept -= 1) {
    const demands = demandsOf(sorted, inOrder, new Set(wishes.slice(0, kept)));
    const dealt = dealRooms(demands, inOrder);
    if (dealt) return { ok: true, fills: dealt, beside: besideOthers(demands) };
  }
  return { ok: false, short: shortages(demandsOf(sorted, inOrder, new Set()), inOrder) };
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const free = ({ capacity, used = 0 }: PlanRoom) => Math.max(capacity - used, 0);
const isEmpty = ({ languages = [] }: PlanRoom) => languages.length === 0;

/**
 * People who may share rooms. `own`: the rooms that only they can use, since their like sits there. `waiting`: who
 * needs an empty room.
 */
type Demand = { languageCode: string; ordinary: number; apart: number; own: PlanRoom[]; waiting: number };

/** `separate`: the languages whose people apart get rooms of their own. */
function demandsOf(
  groups: readonly LanguageGroup[],
  rooms: readonly PlanRoom[],
  separate: ReadonlySet<string>,
): Demand[] {
  const sitsAlone = (code: string) => (room: PlanRoom) =>
    !isEmpty(room) && (room.languages ?? []).every((each) => each === code);
  const demand = (languageCode: string, ordinary: number, apart: number, own: PlanRoom[]): Demand => ({
    languageCode,
    ordinary,
    apart,
    own,
    waiting: Math.max(0, ordinary + apart - seatsIn(own)),
  });
  const parts = groups.map(({ languageCode, ordinary, apart }) => {
    const own = rooms.filter(sitsAlone(languageCode));
    const apartRooms = own.filter((room) => room.apart);
    // Seats in a room apart are for nobody else, so they are used first.
    const alone = separate.has(languageCode) ? apart : Math.min(apart, seatsIn(apartRooms));
    return [
      demand(
        languageCode,
        ordinary,
        apart - alone,
        own.filter((room) => !room.apart),
      ),
      demand(languageCode, 0, alone, apartRooms),
    ] as const;
  });
  return [...parts.map(([ordinary]) => ordinary), ...parts.map(([, apart]) => apart)].filter(
    ({ ordinary, apart }) => ordinary + apart > 0,
  );
}

const seatsIn = (rooms: readonly PlanRoom[]) => rooms.reduce((total, room) => total + free(room), 0);

const besideOthers = (demands: readonly Demand[]): Beside[] =>
  demands
    .filter(
      (demand) => demand.apart > 0 && (demand.ordinary > 0 || demand.own.some((room) => !room.apart && free(room) > 0)),
    )
    .map(({ languageCode, apart }) => ({ languageCode, people: apart }));

/** Who sits where; null when the empty rooms do not suffice. */
function dealRooms(demands: readonly Demand[], rooms: readonly PlanRoom[]): Fill[] | null {
  const empty = rooms.filter((room) => isEmpty(room) && free(room) > 0);
  const dealt = dealInOrder(demands, empty) ?? complete(searchDealing(demands, empty), empty);
  if (!dealt) return null;
  return demands.flatMap((demand, index) => fillRooms(demand, [...demand.own, ...(dealt[index] ?? [])]));
}

/** One demand after the other takes the next rooms. */
function dealInOrder(demands: readonly Demand[], empty: readonly PlanRoom[]): PlanRoom[][] | null {
  let next = 0;
  const dealt = demands.map(({ waiting }) => {
    const first = next;
    for (let left = waiting; left > 0 && next < empty.length; next += 1) left -= free(empty[next] as PlanRoom);
    return empty.slice(first, next);
  });
  return dealt.every((taken, index) => seatsIn(taken) >= (demands[index]?.waiting ?? 0)) ? dealt : null;
}

/** A half-made plan: how many of each demand still wait, and which demand took the last room, after which plan. */
type Dealing = { waiting: number[]; took: number; before: Dealing | null };

/**
 * Deals rooms out, the largest first, each to one of those who wait, and keeps every different outcome. Answers the
 * best: with nobody waiting, or as few as possible.
 */
function searchDealing(demands: readonly Demand[], empty: readonly PlanRoom[]): Dealing {
  const waiting = demands.map((demand) => demand.waiting);
  let plans: Dealing[] = [{ waiting, took: -1, before: null }];
  for (const room of bySize(empty)) {
    if (plans.some((plan) => total(plan) === 0)) break;
    const outcomes = new Map<string, Dealing>();
    for (const before of plans) {
      for (const [took, people] of before.waiting.entries()) {
        if (people === 0) continue;
        const after = before.waiting.with(took, Math.max(0, people - free(room)));
        const key = after.join();
        if (!outcomes.has(key)) outcomes.set(key, { waiting: after, took, before });
      }
    }
    plans = [...outcomes.values()].toSorted((a, b) => total(a) - total(b)).slice(0, MAX_PLANS);
  }
  return plans.reduce((best, plan) => (total(plan) < total(best) ? plan : best));
}

const bySize = (rooms: readonly PlanRoom[]) => rooms.toSorted((a, b) => free(b) - free(a) || a.number - b.number);
const total = ({ waiting }: Dealing) => waiting.reduce((sum, people) => sum + people, 0);

/** The rooms of each demand, in the order of their numbers; null when somebody still waits. */
function complete(dealing: Dealing, empty: readonly PlanRoom[]): PlanRoom[][] | null {
  if (total(dealing) > 0) return null;
  const takers: number[] = [];
  for (let at = dealing; at.before; at = at.before) takers.unshift(at.took);
  const order = bySize(empty);
  return dealing.waiting.map((_, demand) =>
    order.filter((__, index) => takers[index] === demand).toSorted((a, b) => a.number - b.number),
  );
}

/** Seats the people of a demand, those apart last. */
function fillRooms({ languageCode, ordinary, apart }: Demand, rooms: readonly PlanRoom[]): Fill[] {
  let left = { ordinary, apart };
  return rooms.flatMap((room) => {
    const here = Math.min(left.ordinary, free(room));
    const apartHere = Math.min(left.apart, free(room) - here);
    left = { ordinary: left.ordinary - here, apart: left.apart - apartHere };
    if (here + apartHere === 0) return [];
    return [
      {
        roomId: room.id,
        roomNumber: room.number,
        firstSeat: (room.used ?? 0) + 1,
        languageCode,
        ordinary: here,
        apart: apartHere,
      },
    ];
  });
}

function shortages(demands: readonly Demand[], rooms: readonly PlanRoom[]): Shortage[] {
  const empty = rooms.filter((room) => isEmpty(room) && free(room) > 0);
  const { waiting } = searchDealing(demands, empty);
  return demands.flatMap(({ languageCode }, index) => {
    const seats = waiting[index] ?? 0;
    return seats > 0 ? [{ languageCode, seats, rooms: Math.ceil(seats / USUAL_CAPACITY) }] : [];
  });
}
