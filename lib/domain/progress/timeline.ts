import type { ShownChange } from "@/lib/domain/correction/content";
import type { RegistrationEvent } from "@/lib/domain/registration/status";

/** A return or a refusal that was not undone, with its reasons. */
export type NegativeDecision = {
  at: Date;
  reason: string | null;
  items: readonly { item: string; reason: string; withSample: boolean }[];
};

/** What happened, as a candidate is told. */
export type Happening =
  | "submitted"
  | "resubmitted"
  | "withdrawn"
  | "returned"
  | "refused"
  | "approved"
  | "reopened"
  | "paid"
  | "cancelled"
  | "cancelled_unpaid"
  | "corrected"
  | "card_published";

/** What the exam office corrected, and why. */
export type Correction = { at: Date; reason: string; changes: readonly ShownChange[] };

export type TimelineEntry = {
  what: Happening;
  at: Date;
  decision?: NegativeDecision;
  correction?: Correction;
  reason?: string;
};

/** `reason`: of a cancellation by the office, and of a submit that staff made at the desk. */
type Moved = { event: RegistrationEvent; at: Date; reason?: string | null };

const happenings: Partial<Record<RegistrationEvent, Happening>> = {
  submit: "submitted",
  withdraw: "withdrawn",
  sendBack: "returned",
  refuse: "refused",
  approve: "approved",
  reopen: "reopened",
  confirmPayment: "paid",
  cancel: "cancelled",
  cancelUnpaid: "cancelled_unpaid",
};

const decisions: readonly RegistrationEvent[] = ["sendBack", "refuse", "preApprove", "approve"];

/**
 * What happened to a registration so far, newest first. `events` oldest first. A decision that was undone within its
 * minute never happened for the candidate, and a pre-approval is an affair of the reviewers. `cardsPublishedAt`: null
 * while he has no card.
 */
export function timeline(
  events: readonly Moved[],
  negative: readonly NegativeDecision[],
  cardsPublishedAt: Date | null,
  corrections: readonly Correction[],
): TimelineEntry[] {
  const kept: Moved[] = [];
  for (const moved of events) {
    if (moved.event === "undoDecision" || moved.event === "undoSecondDecision") {
      const undone = kept.findLastIndex(({ event }) => decisions.includes(event));
      if (undone >= 0) kept.splice(undone, 1);
    } else kept.push(moved);
  }
  const first = kept.find(({ event }) => event === "submit");
  const entries = kept.flatMap((moved): TimelineEntry[] => {
    const what = happenings[moved.event];
    if (!what) return [];
    const { at } = moved;
    const decision =
      what === "returned" || what === "refused"
        ? negative.find((decided) => decided.at.getTime() === at.getTime())
        : undefined;
    return [
      {
        what: what === "submitted" && moved !== first ? "resubmitted" : what,
        at,
        ...(decision && { decision }),
        ...(moved.reason && { reason: moved.reason }),
      },
    ];
  });
  entries.push(...corrections.map((correction) => ({ what: "corrected" as const, at: correction.at, correction })));
  if (cardsPublishedAt) entries.push({ what: "card_published", at: cardsPublishedAt });
  // Of two at the same instant the later one comes first, too.
  return entries.toReversed().toSorted((a, b) => b.at.getTime() - a.at.getTime());
}
