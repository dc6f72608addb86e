import type { AccommodationState, RegistrationStatus } from "@/lib/adapter/db/enums";

/** What a candidate can ask for. 其他 is explained in his words. */
export const accommodationKinds = [
  "EXTRA_TIME",
  "LARGE_PRINT",
  "SEPARATE_ROOM",
  "WHEELCHAIR",
  "OWN_AIDS",
  "OTHER",
] as const;
export type AccommodationKind = (typeof accommodationKinds)[number];

/** `agreed`: the separate consent to the use of health data (个人信息保护法第二十九条). */
export type AccommodationRequest = { kinds: AccommodationKind[]; words: string; agreed: boolean };

/** The candidate's own words have at most this many characters. */
export const MAX_ACCOMMODATION_WORDS = 500;

/** The field of 信息填写, of which a form posts several values: one for each tick, and the words. */
export const ACCOMMODATION_FIELD = "accommodation";

const AGREED = "#AGREED";

/** The value of a tick in the form. */
export const kindToken = (kind: AccommodationKind): string => `#${kind}`;
export const AGREED_TOKEN = AGREED;

/**
 * The request in the field's one text: a line for each tick (`#EXTRA_TIME`), then the words. Until 2026-11-29 it was
 * the words alone. Words without a tick ask for 其他.
 */
export function readRequest(text: string): AccommodationRequest {
  const lines = text.split(/\r?\n/);
  const kinds = accommodationKinds.filter((kind) => lines.includes(kindToken(kind)));
  const tokens = new Set([AGREED, ...accommodationKinds.map(kindToken)]);
  const words = lines
    .filter((line) => !tokens.has(line))
    .join("\n")
    .trim();
  return { kinds: kinds.length === 0 && words ? ["OTHER"] : kinds, words, agreed: lines.includes(AGREED) };
}

/** The inverse of readRequest; empty when nothing is asked. */
export const writeRequest = ({ kinds, words, agreed }: AccommodationRequest): string =>
  kinds.length === 0 && !words
    ? ""
    : [...kinds.map(kindToken), ...(agreed ? [AGREED] : []), ...(words ? [words] : [])].join("\n");

/** The posted values of the field as its one text. */
export const joinPosted = (values: readonly unknown[]): string =>
  values.filter((value): value is string => typeof value === "string" && value !== "").join("\n");

export type RequestError =
  | "accommodation_too_long"
  | "accommodation_words_required"
  | "accommodation_consent_required"
  | "accommodation_required";

/** What is wrong with a request; null when it can be filed, or asks for nothing. */
export function requestError({ kinds, words, agreed }: AccommodationRequest): RequestError | null {
  if (Array.from(words).length > MAX_ACCOMMODATION_WORDS) return "accommodation_too_long";
  if (kinds.includes("OTHER") && !words) return "accommodation_words_required";
  return kinds.length > 0 && !agreed ? "accommodation_consent_required" : null;
}

/** A request that was filed earlier is not asked for consent again while it is closed to the candidate. */
export const withConsent = (stored: string): string =>
  stored && !readRequest(stored).agreed ? `${AGREED}\n${stored}` : stored;

/** A registration in one of these states was handed in and may still lead to a seat. */
export const decidableStatuses = [
  "SUBMITTED",
  "RETURNED",
  "PRE_APPROVED",
  "APPROVED",
  "PAID",
] as const satisfies readonly RegistrationStatus[];

export const isDecidable = (status: RegistrationStatus): boolean =>
  (decidableStatuses as readonly RegistrationStatus[]).includes(status);

/**
 * Whether a request can be taken back: once it was handed in, whatever became of the registration. Before that, and
 * after the registration was taken back, the field itself is emptied.
 */
export const isWithdrawable = (status: RegistrationStatus): boolean => status !== "DRAFT";

/** Requests that wait for staff, or for a proof: at the drawing of seats they count as undecided. */
export const undecidedStates = ["ASKED", "MORE_PROOF"] as const satisfies readonly AccommodationState[];

/** Whether the latest decision answers the request; a later ask waits for one of its own. */
export const isAnswered = (state: AccommodationState): boolean => state !== "ASKED" && state !== "WITHDRAWN";

export type AskRefusal = "accommodation_not_open" | "accommodation_seats_drawn";

/**
 * Why a candidate may not ask, or ask again, after his registration was handed in; null when he may. A drawing of seats
 * ends it. Before the first submit, and while the field is reopened to him, he asks in 信息填写 instead; the later ask
 * writes the same field.
 */
export function askRefusal({
  status,
  seatsFrozen,
}: {
  status: RegistrationStatus;
  seatsFrozen: boolean;
}): AskRefusal | null {
  if (!isDecidable(status)) return "accommodation_not_open";
  return seatsFrozen ? "accommodation_seats_drawn" : null;
}

export const accommodationOutcomes = ["GRANTED", "REFUSED", "MORE_PROOF"] as const satisfies AccommodationState[];
export type AccommodationOutcome = (typeof accommodationOutcomes)[number];

export type Verdict = { outcome: AccommodationOutcome; kinds: readonly AccommodationKind[]; reason: string };

export type VerdictRefusal =
  | "accommodation_not_open"
  | "accommodation_kind_required"
  | "accommodation_reason_required"
  | "accommodation_change_needs_reason";

/**
 * Why staff may not decide so; null when they may. A grant names what is granted; everything else, and every change of
 * an earlier decision, needs a reason, which the candidate reads.
 */
export function verdictRefusal(
  { status, state }: { status: RegistrationStatus; state: AccommodationState },
  { outcome, kinds, reason }: Verdict,
): VerdictRefusal | null {
  if (!isDecidable(status) || state === "WITHDRAWN") return "accommodation_not_open";
  if (outcome === "GRANTED" && kinds.length === 0) return "accommodation_kind_required";
  if (outcome !== "GRANTED" && !reason) return "accommodation_reason_required";
  const decided = state === "GRANTED" || state === "REFUSED";
  return decided && !reason ? "accommodation_change_needs_reason" : null;
}

/**
 * What becomes of a request when the registration is handed in; null: nothing. `same`: with the same words, ticks and
 * proofs as before.
 */
export function stateAfterSubmit(
  state: AccommodationState | null,
  { asks, same }: { asks: boolean; same: boolean },
): "ASKED" | "WITHDRAWN" | null {
  if (!asks) return state === null || state === "WITHDRAWN" ? null : "WITHDRAWN";
  return state === null || state === "WITHDRAWN" || !same ? "ASKED" : null;
}
