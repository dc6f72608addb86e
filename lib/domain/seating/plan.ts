/** The candidates of one language to seat; `apart` of them were granted 合理便利 and sit apart. */
export type LanguageGroup = { languageCode: string; ordinary: number; apart: number };

/** A room and the candidates who have seats in it. `used`: the highest numbered seat; only seats after it are free. */
export type PlanRoom = {
  id: string;
  number: number;
  capacity: number;
  used?: number;
  /** The languages of the seated candidates. */
  languages?: readonly string[];
  /** A separate room: when its seats were drawn, all its candidates were granted 合理便利. */
  apart?: boolean;
};

/**
 * Some people of one language in one room, on consecutive seats. `apart` of them were granted 合理便利; they have the
 * last of these seats.
 */
export type Fill = {
  roomId: string;
  roomNumber: number;
  firstSeat: number;
  languageCode: string;
  ordinary: number;
  apart: number;
};

/** How many seats, and how many further rooms, a language lacks. */
export type Shortage = { languageCode: string; seats: number; rooms: number };

export type SeatingPlan =
  | {
      ok: true;
      fills: Fill[];
      /** Candidates who should sit apart but get no separate room, by language. */ beside: Beside[];
    }
  | { ok: false; short: Shortage[] };

type Beside = { languageCode: string; people: number };

/** formats.md: 30 a room. */
const USUAL_CAPACITY = 30;

/** The search keeps at most this many partial plans, the most promising ones. */
const MAX_PLANS = 2_000;

/**
 * Decides which language gets which seats of which room. A room never holds two languages. Candidates who were granted
 * 合理便利 sit in a separate room with others of their language; if no room is left for them, they get the
 * last seats of their language (`beside`). Languages take rooms in the order of their numbers; only if that leaves a
 * candidate without a seat are rooms distributed otherwise. Refused only if no distribution seats everybody.
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
 * Candidates who may share rooms. `own`: rooms that only they can use, because such candidates sit there. `waiting`:
 * how many need an empty room.
 */
type Demand = { languageCode: string; ordinary: number; apart: number; own: PlanRoom[]; waiting: number };

/** `separate`: languages whose candidates with 合理便利 get rooms of their own. */
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
    // Nobody else may use the seats of a separate room, so they are used first.
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

/** The seats of everybody; null when the empty rooms do not suffice. */
function dealRooms(demands: readonly Demand[], rooms: readonly PlanRoom[]): Fill[] | null {
  const empty = rooms.filter((room) => isEmpty(room) && free(room) > 0);
  const dealt = dealInOrder(demands, empty) ?? complete(searchDealing(demands, empty), empty);
  if (!dealt) return null;
  return demands.flatMap((demand, index) => fillRooms(demand, [...demand.own, ...(dealt[index] ?? [])]));
}

/** Each demand takes the next rooms in turn. */
function dealInOrder(demands: readonly Demand[], empty: readonly PlanRoom[]): PlanRoom[][] | null {
  let next = 0;
  const dealt = demands.map(({ waiting }) => {
    const first = next;
    for (let left = waiting; left > 0 && next < empty.length; next += 1) left -= free(empty[next] as PlanRoom);
    return empty.slice(first, next);
  });
  return dealt.every((taken, index) => seatsIn(taken) >= (demands[index]?.waiting ?? 0)) ? dealt : null;
}

/**
 * A partial plan: how many candidates of each demand still need a seat, the demand that took the last room, and the
 * plan before that.
 */
type Dealing = { waiting: number[]; took: number; before: Dealing | null };

/**
 * Distributes rooms, the largest first, each to one waiting demand, and keeps every different partial plan. Returns the
 * best one: with nobody waiting, or with the fewest.
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

/** The rooms of each demand, in the order of their numbers; null when a candidate has no seat. */
function complete(dealing: Dealing, empty: readonly PlanRoom[]): PlanRoom[][] | null {
  if (total(dealing) > 0) return null;
  const takers: number[] = [];
  for (let at = dealing; at.before; at = at.before) takers.unshift(at.took);
  const order = bySize(empty);
  return dealing.waiting.map((_, demand) =>
    order.filter((__, index) => takers[index] === demand).toSorted((a, b) => a.number - b.number),
  );
}

/** Seats the candidates of a demand; those who sit apart come last. */
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
