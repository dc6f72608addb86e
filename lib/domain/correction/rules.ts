import { cleanInput } from "@/lib/core/clean-input";
import { shanghaiTime } from "@/lib/core/clock";
import { readDocument } from "@/lib/core/identity-number";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { checkDetails, type DetailsProblems } from "@/lib/domain/registration/check-details";
import type { FieldItem } from "@/lib/domain/registration/items";
import type { Details, DetailsInput, SessionLists } from "@/lib/domain/registration/schema";
import { withConsent } from "@/lib/domain/registration/accommodation";

/**
 * The fields that staff can correct. The others decide whether somebody may take part at all, or are his own words:
 * they are reopened to him and reviewed again.
 */
export const correctableItems = [
  "name",
  "idType",
  "documentNumber",
  "sex",
  "school",
  "teachingPoint",
  "studentNumber",
  "level",
  "language",
] as const satisfies readonly FieldItem[];

export type CorrectableItem = (typeof correctableItems)[number];

/** What the form posts for a candidate who has no teaching point. An empty field means that nothing is corrected. */
export const NO_TEACHING_POINT = "none";

/** One corrected field, as the form of 信息填写 holds it: entries of lists by id. */
export type FieldCorrection = { item: CorrectableItem; before: string; after: string };

/** A draft and a returned registration are corrected by the candidate, a refused one is reopened. */
export const correctableStatuses: readonly RegistrationStatus[] = ["SUBMITTED", "PRE_APPROVED", "APPROVED", "PAID"];

/** Once seats are drawn or the fee is paid, somebody else must confirm: seat, card and money rest on what is stored. */
export const needsTwoPeople = ({
  status,
  seatsFrozenAt,
}: {
  status: RegistrationStatus;
  seatsFrozenAt: Date | null;
}): boolean => status === "PAID" || seatsFrozenAt !== null;

const names = (changes: readonly FieldCorrection[], items: readonly CorrectableItem[]) =>
  changes.some(({ item }) => items.includes(item));

/** Whether a card that is out no longer says what is stored. */
export const changesCard = (changes: readonly FieldCorrection[]): boolean =>
  names(changes, ["name", "sex", "idType", "documentNumber", "language"]);

/** Whether an order that waits for its payment names the old fee or the old payer. */
export const changesOrder = (changes: readonly FieldCorrection[]): boolean =>
  names(changes, ["name", "idType", "documentNumber", "language"]);

export const changesLanguage = (changes: readonly FieldCorrection[]): boolean => names(changes, ["language"]);

export const changesDocument = (changes: readonly FieldCorrection[]): boolean =>
  names(changes, ["idType", "documentNumber"]);

type Read = { ok: true; changes: FieldCorrection[]; details: Details } | { ok: false; problems: DetailsProblems };

/**
 * The corrections that a member of staff typed, against what is stored: an empty field stays as it is. Everything that
 * is checked when a candidate hands in is checked again. A document number that tells the sex brings it along; another
 * school ends the teaching point of the one before.
 */
export function readCorrection(
  stored: Record<FieldItem, string>,
  typed: DetailsInput,
  files: readonly { kind: string }[],
  lists: SessionLists,
  now: Date,
): Read {
  const checked = checkDetails(merge(stored, typed, lists, now), files, lists, now);
  if (!checked.ok) return checked;
  const after = valuesOf(checked.details);
  const changes = correctableItems.flatMap((item) =>
    after[item] === stored[item] ? [] : [{ item, before: stored[item], after: after[item] }],
  );
  return { ok: true, changes, details: checked.details };
}

function merge(
  stored: Record<FieldItem, string>,
  typed: DetailsInput,
  lists: SessionLists,
  now: Date,
): Record<FieldItem, string> {
  const given = (item: CorrectableItem) => cleanInput(typed[item] ?? "");
  // A request of before the separate consent is not asked for it by a colleague who corrects something else.
  const merged = { ...stored, accommodation: withConsent(stored.accommodation) };
  for (const item of correctableItems) if (given(item) !== "") merged[item] = given(item);
  if (given("teachingPoint") === NO_TEACHING_POINT) merged.teachingPoint = "";
  else if (merged.school !== stored.school && given("teachingPoint") === "") merged.teachingPoint = "";
  if (given("sex") === "" && (given("documentNumber") !== "" || given("idType") !== "")) {
    const idType = lists.idTypes.find((type) => type === merged.idType);
    const days = { today: shanghaiTime(now), examDay: shanghaiTime(lists.examStartsAt) };
    const document = idType && readDocument(idType, merged.documentNumber, days);
    if (document?.ok && document.value.sex) merged.sex = document.value.sex;
  }
  return merged;
}

const valuesOf = (details: Details): Record<CorrectableItem, string> => ({
  name: details.name,
  idType: details.idType,
  documentNumber: details.documentNumber,
  sex: details.sex,
  school: details.schoolId,
  teachingPoint: details.teachingPointId ?? "",
  studentNumber: details.studentNumber,
  level: details.level,
  language: details.languageId,
});

/** Whether the fields still hold what they held when the correction was proposed. */
export const stillHolds = (stored: Record<FieldItem, string>, changes: readonly FieldCorrection[]): boolean =>
  changes.every(({ item, before }) => stored[item] === before);

/** The columns that change together: the index of a document is made of its kind and its number. */
export const writtenItems = (changes: readonly FieldCorrection[]): FieldItem[] => [
  ...new Set(changes.flatMap(({ item }): FieldItem[] => (item === "idType" ? [item, "documentNumber"] : [item]))),
];

const SCAN_HOURS = 24;

/**
 * Whether this member of staff may still add a scan of what was seen. While a second person has to judge, everybody
 * may; what he has judged gets no more of them, or it would look as if he had seen them. To a correction by one alone
 * he adds it who made it, within a day.
 */
export const takesScansOf = (
  correction: { needsSecond: boolean; decidedAt: Date | null; createdAt: Date; staff: { id: string } },
  staffId: string,
  now: Date,
): boolean =>
  correction.needsSecond
    ? correction.decidedAt === null
    : correction.staff.id === staffId && now.getTime() - correction.createdAt.getTime() < SCAN_HOURS * 3600_000;
