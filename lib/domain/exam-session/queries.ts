import { z } from "zod";
import { db, Prisma, type Tx } from "@/lib/adapter/db/client";
import { CandidateCategory, IdType } from "@/lib/adapter/db/enums";
import { jsonInstant } from "@/lib/adapter/db/read-rows";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import type { Surroundings } from "./contradictions";

/**
 * The columns every page needs: names, windows, fee, office. Keys are the model's fields, values the database's
 * columns.
 */
export const frameColumns = {
  id: "id",
  title: "title",
  schoolName: "school_name",
  schoolNameEn: "school_name_en",
  year: "year",
  registrationOpensAt: "registration_opens_at",
  registrationClosesAt: "registration_closes_at",
  reviewOpensAt: "review_opens_at",
  reviewClosesAt: "review_closes_at",
  paymentOpensAt: "payment_opens_at",
  paymentClosesAt: "payment_closes_at",
  printingOpensAt: "printing_opens_at",
  printingClosesAt: "printing_closes_at",
  examStartsAt: "exam_starts_at",
  examEndsAt: "exam_ends_at",
  examAddress: "exam_address",
  feeFen: "fee_fen",
  graduationMonth: "graduation_month",
  textsVersion: "texts_version",
  numberPrefix: "number_prefix",
  contactPhone: "contact_phone",
  contactHours: "contact_hours",
  cardsPublishedAt: "cards_published_at",
  cardVersion: "card_version",
  seatsFrozenAt: "seats_frozen_at",
  twoStageReview: "two_stage_review",
  portraitWidth: "portrait_width",
  portraitHeight: "portrait_height",
  portraitMaxKb: "portrait_max_kb",
} as const satisfies Partial<Record<Prisma.ExamSessionScalarFieldEnum, string>>;

type FrameField = keyof typeof frameColumns;

const frameSelect = Object.fromEntries(Object.keys(frameColumns).map((field) => [field, true])) as Record<
  FrameField,
  true
>;

/** An exam session without its lists and long texts. */
export type ExamSessionFrame = Prisma.ExamSessionGetPayload<{ select: Record<FrameField, true> }>;

/** The same as a JSON object that PostgreSQL built from frameColumns. */
export const frameJson = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  schoolName: z.string(),
  schoolNameEn: z.string(),
  year: z.number(),
  registrationOpensAt: jsonInstant,
  registrationClosesAt: jsonInstant,
  reviewOpensAt: jsonInstant,
  reviewClosesAt: jsonInstant,
  paymentOpensAt: jsonInstant,
  paymentClosesAt: jsonInstant,
  printingOpensAt: jsonInstant,
  printingClosesAt: jsonInstant,
  examStartsAt: jsonInstant,
  examEndsAt: jsonInstant,
  examAddress: z.string(),
  feeFen: z.number(),
  graduationMonth: z.string(),
  textsVersion: z.number(),
  numberPrefix: z.string(),
  contactPhone: z.string(),
  contactHours: z.string(),
  cardsPublishedAt: jsonInstant.nullable(),
  cardVersion: z.number(),
  seatsFrozenAt: jsonInstant.nullable(),
  twoStageReview: z.boolean(),
  portraitWidth: z.number(),
  portraitHeight: z.number(),
  portraitMaxKb: z.number(),
}) satisfies z.ZodType<ExamSessionFrame>;

/** A whole exam session, with the lists and texts that forms and documents need. */
const sessionSelect = {
  ...frameSelect,
  season: true,
  categories: true,
  idTypes: true,
  levels: true,
  noticeText: true,
  tipsText: true,
  admitCardNotes: true,
  pledgeText: true,
  schools: {
    select: {
      id: true,
      name: true,
      teachingPoints: { select: { id: true, name: true }, orderBy: { position: "asc" } },
    },
    orderBy: { position: "asc" },
  },
  languages: { select: { id: true, name: true, code: true, feeFen: true }, orderBy: { position: "asc" } },
} as const satisfies Prisma.ExamSessionSelect;

export type ExamSessionView = Prisma.ExamSessionGetPayload<{ select: typeof sessionSelect }>;

/** The published exam session that candidates see: the one with the latest exam. null when none is published. */
export const currentExamSession = (): Promise<ExamSessionFrame | null> =>
  db().examSession.findFirst({
    where: { publishedAt: { not: null } },
    orderBy: { examStartsAt: "desc" },
    select: frameSelect,
  });

/** The full exam session whose frame was read a moment ago. */
export const wholeExamSession = ({ id }: { id: string }): Promise<ExamSessionView> =>
  db().examSession.findUniqueOrThrow({ where: { id }, select: sessionSelect });

/** The list entries that a candidate can choose, by id, as offeredColumn selects them. */
export const offeredJson = z.strictObject({
  categories: z.array(z.enum(CandidateCategory)),
  idTypes: z.array(z.enum(IdType)),
  levels: z.array(z.string()),
  languages: z.array(z.strictObject({ id: z.uuid() })),
  schools: z.array(z.strictObject({ id: z.uuid(), teachingPoints: z.array(z.strictObject({ id: z.uuid() })) })),
});
export type OfferedLists = z.output<typeof offeredJson>;

/** OfferedLists of an exam session `s`, as one JSON value. */
export const offeredColumn = Prisma.raw(`json_build_object(
  'categories', s.categories, 'idTypes', s.id_types, 'levels', s.levels,
  'languages', coalesce((SELECT json_agg(json_build_object('id', l.id)) FROM language l WHERE l.exam_session_id = s.id), '[]'),
  'schools', coalesce((SELECT json_agg(json_build_object('id', school.id, 'teachingPoints', coalesce(
      (SELECT json_agg(json_build_object('id', t.id)) FROM teaching_point t WHERE t.school_id = school.id), '[]')))
    FROM school WHERE school.exam_session_id = s.id), '[]'))`);

/** All exam sessions for the staff's list, the latest exam first. */
export const examSessions = () =>
  db().examSession.findMany({
    orderBy: { examStartsAt: "desc" },
    select: {
      id: true,
      title: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      examStartsAt: true,
      publishedAt: true,
      seatsFrozenAt: true,
      cardsPublishedAt: true,
      _count: { select: { registrations: true } },
    },
  });

const editSelect = {
  ...sessionSelect,
  admitNumberTemplate: true,
  schoolCode: true,
  rosterRequired: true,
  payerIdentity: true,
  refundLimitFen: true,
  publishedAt: true,
  updatedAt: true,
} as const satisfies Prisma.ExamSessionSelect;

export type EditableExamSession = Prisma.ExamSessionGetPayload<{ select: typeof editSelect }>;

/**
 * An exam session as staff edit it, with the time of its last change, so that of two editors the second notices the
 * first.
 */
export const editableExamSession = (
  id: string,
  tx: Pick<Tx, "examSession"> = db(),
): Promise<EditableExamSession | null> => tx.examSession.findUnique({ where: { id }, select: editSelect });

/** A new id for the form of a new exam session: a form that is posted twice then creates one exam session. */
export const newExamSessionId = (now: Date): string => uuidv7(now);

/** The data around an exam session that the rules of contradictions.ts need. */
export async function surroundingsOf(
  id: string,
  tx: Pick<Tx, "examSession" | "room" | "rosterEntry"> = db(),
): Promise<Surroundings> {
  const others = await tx.examSession.findMany({
    where: { id: { not: id }, publishedAt: { not: null } },
    orderBy: { examStartsAt: "desc" },
    select: {
      title: true,
      numberPrefix: true,
      schoolCode: true,
      year: true,
      season: true,
      admitNumberTemplate: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      examStartsAt: true,
      examEndsAt: true,
    },
  });
  const rooms = await tx.room.findMany({ where: { examSessionId: id }, select: { number: true, capacity: true } });
  const rosterEntries = await tx.rosterEntry.count({ where: { examSessionId: id } });
  return { others, rooms, rosterEntries };
}
