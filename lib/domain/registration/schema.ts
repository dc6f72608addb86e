import { z } from "zod";
import { shanghaiTime } from "@/lib/core/clock";
import { type Day, type DocumentError, readDocument } from "@/lib/core/identity-number";
import { type NameError, readName } from "@/lib/core/person-name";
import { bareNumber, halfWidth, cleanInput } from "@/lib/core/clean-input";
import { type CandidateCategory, type IdType, Sex } from "@/lib/adapter/db/enums";
import { readRequest, requestError, type RequestError, writeRequest } from "./accommodation";
import { isGraduating } from "./category";
import { type FieldItem, fieldItems } from "./items";

/** The parts of an exam session that the form is checked against. */
export type SessionLists = {
  categories: readonly CandidateCategory[];
  idTypes: readonly IdType[];
  levels: readonly string[];
  languages: readonly { id: string }[];
  schools: readonly { id: string; teachingPoints: readonly { id: string }[] }[];
  examStartsAt: Date;
};

/** The form as typed: one text for each field. */
export type DetailsInput = { [field in FieldItem]?: string | undefined };

/** The form after every check has passed. */
export type Details = {
  category: CandidateCategory;
  name: string;
  sex: Sex;
  idType: IdType;
  documentNumber: string;
  birthDate: Day | null;
  level: string;
  languageId: string;
  schoolId: string;
  teachingPointId: string | null;
  studentNumber: string;
  graduationMonth: string | null;
  accommodation: string | null;
};

export type DetailsError =
  | NameError
  | DocumentError
  | "category_required"
  | "sex_required"
  | "sex_contradicts_document"
  | "id_type_required"
  | "level_required"
  | "language_required"
  | "school_required"
  | "teaching_point_of_other_school"
  | "student_number_required"
  | "student_number_format"
  | "graduation_month_required"
  | "graduation_month_format"
  | "graduation_month_future"
  | RequestError
  | "text_too_long";

const MAX_TYPED = 2000;

/** Accepts any text in every field of the form: the content of a draft. Unknown fields are dropped. */
export const draftSchema = z.object(
  Object.fromEntries(
    fieldItems.map((field) => [field, z.string().max(MAX_TYPED, "text_too_long").optional()]),
  ) as Record<FieldItem, z.ZodOptional<z.ZodString>>,
);

/**
 * The state that the page was loaded with, posted together with the form: detailsSavedAt in milliseconds, empty before
 * the first save.
 */
export const writeBasis = (detailsSavedAt: Date | null): string => String(detailsSavedAt?.getTime() ?? "");

export const readBasis = (text: string | undefined): Date | null =>
  text && /^\d{1,15}$/.test(text) ? new Date(Number(text)) : null;

/** The whole form. All errors are reported at once, in the order of the form. Each message is a DetailsError. */
export const detailsSchema = (examSession: SessionLists, now: Date) =>
  draftSchema.transform((typed, ctx): Details => {
    const fail = (field: FieldItem, error: DetailsError) => {
      ctx.addIssue({ code: "custom", path: [field], message: error });
      return undefined;
    };
    const given = (field: FieldItem) => cleanInput(typed[field] ?? "");
    const oneOf = <T extends string>(field: FieldItem, choices: readonly T[], error: DetailsError): T | undefined =>
      choices.find((choice) => choice === given(field)) ?? fail(field, error);

    const category = oneOf("category", examSession.categories, "category_required");
    const readAsName = readName(given("name"));
    const name = readAsName.ok ? readAsName.value : fail("name", readAsName.error);
    const idType = oneOf("idType", examSession.idTypes, "id_type_required");

    const days = { today: shanghaiTime(now), examDay: shanghaiTime(examSession.examStartsAt) };
    const document = idType && readDocument(idType, given("documentNumber"), days);
    if (document && !document.ok) fail("documentNumber", document.error);
    if (!idType && !given("documentNumber")) fail("documentNumber", "document_number_required");
    // A document number that encodes the sex decides it. A reviewer must look only when the two disagree.
    const told = document?.ok ? document.value.sex : null;
    const sex = told && !given("sex") ? told : oneOf("sex", Object.values(Sex), "sex_required");
    if (told && sex && told !== sex) fail("sex", "sex_contradicts_document");

    const level = oneOf("level", examSession.levels, "level_required");
    const languageId = oneOf("language", ids(examSession.languages), "language_required");
    const schoolId = oneOf("school", ids(examSession.schools), "school_required");
    const school = examSession.schools.find(({ id }) => id === schoolId);
    const teachingPointId =
      school && given("teachingPoint")
        ? oneOf("teachingPoint", ids(school.teachingPoints), "teaching_point_of_other_school")
        : null;

    const studentNumber = bareNumber(given("studentNumber"));
    if (!studentNumber) fail("studentNumber", "student_number_required");
    else if (!/^[0-9A-Za-z-]{4,30}$/.test(studentNumber)) fail("studentNumber", "student_number_format");

    const graduationMonth = category && isGraduating(category) ? readMonth(given("graduationMonth")) : null;
    if (graduationMonth === undefined) {
      fail("graduationMonth", given("graduationMonth") ? "graduation_month_format" : "graduation_month_required");
    } else if (graduationMonth && graduationMonth > monthOf(now)) fail("graduationMonth", "graduation_month_future");

    const request = readRequest(given("accommodation"));
    const wrongRequest = requestError(request);
    if (wrongRequest) fail("accommodation", wrongRequest);

    if (!category || !name || !sex || !idType || !document?.ok || !level || !languageId || !schoolId) return z.NEVER;
    if (teachingPointId === undefined || graduationMonth === undefined) return z.NEVER;
    return {
      category,
      name,
      sex,
      idType,
      documentNumber: document.value.number,
      birthDate: document.value.birthDate,
      level,
      languageId,
      schoolId,
      teachingPointId,
      studentNumber,
      graduationMonth,
      accommodation: writeRequest(request) || null,
    };
  });

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/**
 * Returns "2023-06" for 2023-06, 2023-6, 2023.6, 2023/06, 202306 or 2023年6月; undefined when the text is not a month.
 */
function readMonth(typed: string): string | undefined {
  const match = /^(20\d{2})(?:[-./年](\d{1,2})月?|(\d{2}))$/.exec(halfWidth(typed).replace(/\s/gu, ""));
  const month = Number(match?.[2] ?? match?.[3]);
  return match && month >= 1 && month <= 12 ? `${match[1]}-${String(month).padStart(2, "0")}` : undefined;
}

function monthOf(now: Date): string {
  const { year, month } = shanghaiTime(now);
  return `${year}-${String(month).padStart(2, "0")}`;
}
