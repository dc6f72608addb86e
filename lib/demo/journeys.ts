import { shanghaiTime } from "@/lib/core/clock";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import type { Item } from "@/lib/domain/registration/items";
import type { RegistrationEvent } from "@/lib/domain/registration/status";
import { between, oneOf, weighted } from "./people";

/**
 * One move of a registration; `version` is the registration's after it. `openedAt`: when the reviewer who decided had
 * opened it.
 */
export type DemoStep = { event: RegistrationEvent; at: Date; version: number; openedAt: Date | null };

/**
 * How far somebody came, and when. `filled`: what of the form is there. `returned`: what was sent back, of whoever was;
 * when the last step is not that, it was mended and handed in again.
 */
export type DemoJourney = {
  status: RegistrationStatus;
  filled: "notice" | "details" | "all";
  startedAt: Date;
  steps: readonly DemoStep[];
  version: number;
  returned: readonly Item[];
};

const statuses: readonly (readonly [RegistrationStatus, number])[] = [
  ["SUBMITTED", 45],
  ["PAID", 25],
  ["APPROVED", 10],
  ["RETURNED", 8],
  ["DRAFT", 7],
  ["REFUSED", 3],
  ["CANCELLED", 2],
];
const twoStages: typeof statuses = [...statuses, ["PRE_APPROVED", 8]];

/** What is sent back most: pictures. */
const returnable: readonly (readonly [Item, number])[] = [
  ["PORTRAIT", 34],
  ["PROOF", 24],
  ["ID_FRONT", 14],
  ["ID_BACK", 8],
  ["studentNumber", 14],
  ["name", 6],
];

/** Notice, form and four uploads each count the version up. */
const VERSION_WHEN_FILLED = 6;
const MINUTE_MS = 60 * 1000;

/** Draws a journey between `opensAt`, when registration opened, and `now`; nobody hands in after `closesAt`. */
export function drawJourney(
  random: () => number,
  { opensAt, closesAt, now, twoStageReview }: { opensAt: Date; closesAt: Date; now: Date; twoStageReview: boolean },
): DemoJourney {
  const status = weighted(random, twoStageReview ? twoStages : statuses);
  const latest = Math.min(now.getTime(), closesAt.getTime()) - 20 * MINUTE_MS;
  const earliest = Math.min(opensAt.getTime(), latest - 24 * 60 * MINUTE_MS);
  const waits = status === "SUBMITTED" || status === "DRAFT";
  const submittedAt = drawWaking(
    random,
    () => earliest + 10 * MINUTE_MS + (latest - earliest - 10 * MINUTE_MS) * random() ** (waits ? 0.6 : 1.5),
  );
  const startedAt = new Date(Math.max(earliest, submittedAt - between(random, 6, 90) * MINUTE_MS));
  if (status === "DRAFT") {
    const filled = weighted(random, [
      ["notice", 4],
      ["details", 3],
      ["all", 3],
    ] as const);
    return {
      status,
      filled,
      startedAt,
      steps: [],
      version: { notice: 1, details: 5, all: VERSION_WHEN_FILLED }[filled],
      returned: [],
    };
  }

  const again = status !== "RETURNED" && status !== "REFUSED" && random() < 0.1;
  const events = [
    ...(again ? (["submit", "sendBack"] as const) : []),
    "submit" as const,
    ...endings(twoStageReview)[status],
  ];
  const steps: DemoStep[] = [];
  let [at, version] = [submittedAt, VERSION_WHEN_FILLED];
  for (const event of events) {
    const resubmits = event === "submit" && steps.length > 0;
    if (steps.length) at += (now.getTime() - 2 * MINUTE_MS - at) * (0.03 + 0.5 * random() ** 2);
    // Who mends something counts the version up before he hands it in.
    version += resubmits ? 2 : 1;
    const previous = steps.at(-1)?.at.getTime() ?? at;
    const openedAt = decisionEvents.has(event)
      ? new Date(Math.max(previous, at - between(random, 6, 95) * 1000))
      : null;
    steps.push({ event, at: new Date(Math.floor(at / 1000) * 1000), version, openedAt });
  }
  const sentBack = again || status === "RETURNED";
  const returned = sentBack
    ? new Set([weighted(random, returnable), ...(random() < 0.25 ? [weighted(random, returnable)] : [])])
    : [];
  return { status, filled: "all", startedAt, steps, version, returned: [...returned] };
}

const decisionEvents = new Set<RegistrationEvent>(["sendBack", "refuse", "preApprove", "approve"]);

/** What comes after the last submit. */
const endings = (
  twoStageReview: boolean,
): Record<Exclude<RegistrationStatus, "DRAFT">, readonly RegistrationEvent[]> => {
  const approval = twoStageReview ? (["preApprove", "approve"] as const) : (["approve"] as const);
  return {
    SUBMITTED: [],
    RETURNED: ["sendBack"],
    REFUSED: ["refuse"],
    PRE_APPROVED: ["preApprove"],
    APPROVED: approval,
    PAID: [...approval, "confirmPayment"],
    CANCELLED: [...approval, "confirmPayment", "cancel"],
  };
};

/** An instant at which people are awake, nearly always. */
function drawWaking(random: () => number, draw: () => number): number {
  let at = draw();
  for (let tries = 0; tries < 4 && shanghaiTime(new Date(at)).hour < 6; tries += 1) at = draw();
  return at;
}

/** A name with one character mistyped at its end. */
export const mistyped = (random: () => number, name: string): string =>
  `${Array.from(name).slice(0, -1).join("")}${oneOf(
    random,
    Array.from("辉晖惠慧林琳").filter((character) => !name.endsWith(character)),
  )}`;
