import { z } from "zod";
import { db, Prisma, type Tx } from "@/lib/adapter/db/client";
import { CandidateCategory, IdType, Season, type SmsRule } from "@/lib/adapter/db/enums";
import { jsonInstant } from "@/lib/adapter/db/read-rows";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { canSend, smsSignature } from "@/lib/adapter/sms/send";
import { shareBriefly } from "@/lib/core/share-briefly";
import { expectedSms, type Surroundings } from "./contradictions";
import { currentExamSessions } from "./current";
import { examSpan, examTimeColumns } from "./exam-time";

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
  season: "season",
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
  brandColour: "brand_colour",
  emblemHash: "emblem_hash",
  bannerHash: "banner_hash",
  updatedAt: "updated_at",
  newcomersClosedAt: "newcomers_closed_at",
  archivedAt: "archived_at",
  cardsPublishedAt: "cards_published_at",
  cardVersion: "card_version",
  seatsFrozenAt: "seats_frozen_at",
  twoStageReview: "two_stage_review",
  portraitWidth: "portrait_width",
  portraitHeight: "portrait_height",
  portraitMaxKb: "portrait_max_kb",
} as const satisfies Partial<Record<Prisma.ExamSessionScalarFieldEnum, string>>;

type FrameField = keyof typeof frameColumns;

const frameSelect = {
  ...(Object.fromEntries(Object.keys(frameColumns).map((field) => [field, true])) as Record<FrameField, true>),
  ...examTimeColumns,
};

/** An exam session without its lists and long texts. Of the languages it has what tells the time of their exams. */
export type ExamSessionFrame = Prisma.ExamSessionGetPayload<{ select: typeof frameSelect }>;

/** The languages of an exam session `s` as the frame has them, as one JSON value. */
export const frameLanguages = `coalesce((SELECT json_agg(json_build_object(
    'id', l.id, 'name', l.name, 'examStartsAt', l.exam_starts_at, 'examEndsAt', l.exam_ends_at) ORDER BY l.position)
  FROM language l WHERE l.exam_session_id = s.id), '[]')`;

/** examSpan's end of an exam session that a statement calls by this alias. */
export const examsEndAt = (alias: "published" | "any_session" | "e") =>
  Prisma.raw(`coalesce((SELECT max(coalesce(l.exam_ends_at, ${alias}.exam_ends_at)) FROM language l
    WHERE l.exam_session_id = ${alias}.id), ${alias}.exam_ends_at)`);

/** The same as a JSON object that PostgreSQL built from frameColumns. */
export const frameJson = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  schoolName: z.string(),
  schoolNameEn: z.string(),
  year: z.number(),
  season: z.enum(Season),
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
  brandColour: z.string(),
  emblemHash: z.string().nullable(),
  bannerHash: z.string().nullable(),
  updatedAt: jsonInstant,
  newcomersClosedAt: jsonInstant.nullable(),
  archivedAt: jsonInstant.nullable(),
  cardsPublishedAt: jsonInstant.nullable(),
  cardVersion: z.number(),
  seatsFrozenAt: jsonInstant.nullable(),
  twoStageReview: z.boolean(),
  portraitWidth: z.number(),
  portraitHeight: z.number(),
  portraitMaxKb: z.number(),
  languages: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      examStartsAt: jsonInstant.nullable(),
      examEndsAt: jsonInstant.nullable(),
    }),
  ),
}) satisfies z.ZodType<ExamSessionFrame>;

/** A whole exam session, with the lists and texts that forms and documents need. */
const sessionSelect = {
  ...frameSelect,
  categories: true,
  closedCategories: true,
  idTypes: true,
  closedIdTypes: true,
  levels: true,
  closedLevels: true,
  noticeText: true,
  tipsText: true,
  faqText: true,
  contactAddress: true,
  admitCardNotes: true,
  pledgeText: true,
  schools: {
    select: {
      id: true,
      name: true,
      closed: true,
      teachingPoints: { select: { id: true, name: true, closed: true }, orderBy: { position: "asc" } },
    },
    orderBy: { position: "asc" },
  },
  languages: {
    select: { ...examTimeColumns.languages.select, code: true, feeFen: true, closed: true },
    orderBy: { position: "asc" },
  },
} as const satisfies Prisma.ExamSessionSelect;

export type ExamSessionView = Prisma.ExamSessionGetPayload<{ select: typeof sessionSelect }>;

const listed = { publishedAt: { not: null }, archivedAt: null } as const;

/** Every published exam session that is not archived. The rule of current.ts says which of them are under way. */
export const publishedFrames = (): Promise<ExamSessionFrame[]> =>
  db().examSession.findMany({ where: listed, select: frameSelect });

/** The exam sessions that are offered to everybody, in their order. */
export const currentFrames = async (now: Date): Promise<ExamSessionFrame[]> =>
  currentExamSessions(await publishedFrames(), now);

/**
 * The published exam sessions for visitors who are not signed in: a crowd that waits for the first minute of
 * registration shares one answer for a tenth of a second. Nobody notices an announcement that is a tenth of a second
 * old, and windows open by the clock of each request. No gate may use it.
 */
export const announcedFrames = shareBriefly(100, publishedFrames);

/**
 * The exam session that the desk begins with: of the current ones the one with the latest exam. null when none is
 * published. It is a default only, because staff choose in the head of every page.
 */
export async function latestExamSession(now: Date): Promise<ExamSessionFrame | null> {
  const current = await currentFrames(now);
  const beginning = (examSession: ExamSessionFrame) => examSpan(examSession).opensAt.getTime();
  return current.toSorted((a, b) => beginning(b) - beginning(a))[0] ?? null;
}

/** A published exam session, also an archived one; null when it does not exist or is a draft. */
export const publishedExamSessionById = (id: string): Promise<ExamSessionFrame | null> =>
  db().examSession.findFirst({ where: { id, publishedAt: { not: null } }, select: frameSelect });

/** The same, but null when it is archived. */
export const listedExamSessionById = (id: string): Promise<ExamSessionFrame | null> =>
  db().examSession.findFirst({ where: { id, ...listed }, select: frameSelect });

/**
 * The published exam sessions that the desk offers, the latest exam first. `also`: one that is shown already, and is
 * offered even when it is archived.
 */
export const publishedExamSessions = (also?: string): Promise<{ id: string; title: string }[]> =>
  db().examSession.findMany({
    where: also ? { OR: [listed, { id: also, publishedAt: { not: null } }] } : listed,
    orderBy: { examStartsAt: "desc" },
    select: { id: true, title: true },
  });

/** The full exam session whose frame was read a moment ago. */
export const wholeExamSession = ({ id }: { id: string }): Promise<ExamSessionView> =>
  db().examSession.findUniqueOrThrow({ where: { id }, select: sessionSelect });

const entryJson = z.strictObject({ id: z.uuid(), closed: z.boolean() });

/**
 * The list entries of an exam session, by id, as offeredColumn selects them: offered.ts tells which of them a candidate
 * can choose.
 */
export const offeredJson = z.strictObject({
  categories: z.array(z.enum(CandidateCategory)),
  closedCategories: z.array(z.enum(CandidateCategory)),
  idTypes: z.array(z.enum(IdType)),
  closedIdTypes: z.array(z.enum(IdType)),
  levels: z.array(z.string()),
  closedLevels: z.array(z.string()),
  languages: z.array(entryJson),
  schools: z.array(entryJson.extend({ teachingPoints: z.array(entryJson) })),
});
export type OfferedLists = z.output<typeof offeredJson>;

/** OfferedLists of an exam session `s`, as one JSON value. */
export const offeredColumn = Prisma.raw(`json_build_object(
  'categories', s.categories, 'closedCategories', s.closed_categories,
  'idTypes', s.id_types, 'closedIdTypes', s.closed_id_types,
  'levels', s.levels, 'closedLevels', s.closed_levels,
  'languages', coalesce((SELECT json_agg(json_build_object('id', l.id, 'closed', l.closed)) FROM language l WHERE l.exam_session_id = s.id), '[]'),
  'schools', coalesce((SELECT json_agg(json_build_object('id', school.id, 'closed', school.closed, 'teachingPoints', coalesce(
      (SELECT json_agg(json_build_object('id', t.id, 'closed', t.closed)) FROM teaching_point t WHERE t.school_id = school.id), '[]')))
    FROM school WHERE school.exam_session_id = s.id), '[]'))`);

const homeSelect = {
  noticeText: true,
  tipsText: true,
  faqText: true,
  contactAddress: true,
  idTypes: true,
  closedIdTypes: true,
  languages: { where: { closed: false }, select: { name: true, feeFen: true }, orderBy: { position: "asc" } },
} as const satisfies Prisma.ExamSessionSelect;

/** What the public home tells beside the frame: texts, and fees by language that newcomers can choose. */
export type HomeContent = Prisma.ExamSessionGetPayload<{ select: typeof homeSelect }>;

const MAX_REMEMBERED = 8;
const homeContents = new Map<string, Promise<HomeContent>>();

/**
 * The home's texts of the exam session whose frame was read a moment ago. Every change of an exam session gives its row
 * a new updatedAt, so what was read for one version is kept in memory.
 */
export function homeContent({ id, updatedAt }: Pick<ExamSessionFrame, "id" | "updatedAt">): Promise<HomeContent> {
  const key = `${id} ${updatedAt.getTime()}`;
  const known = homeContents.get(key);
  if (known) return known;
  const content = db().examSession.findUniqueOrThrow({ where: { id }, select: homeSelect });
  // A failed read is not kept. Of many versions the oldest goes.
  void content.catch(() => homeContents.delete(key));
  for (const old of homeContents.keys()) if (homeContents.size >= MAX_REMEMBERED) homeContents.delete(old);
  homeContents.set(key, content);
  return content;
}

/** An emblem or banner by the hash of its bytes, for everybody. null when there is none. */
export const schoolPictureOf = (hash: string) =>
  db().schoolPicture.findUnique({ where: { hash }, select: { bytes: true, mediaType: true } });

let lastEmblem: { hash: string; bytes: Uint8Array } | undefined;

/**
 * The colour and the emblem of an exam session for its documents. A batch of cards asks for the same emblem each time,
 * so the last one is kept in memory.
 */
export async function brandOf({ brandColour, emblemHash }: { brandColour: string; emblemHash: string | null }) {
  if (!emblemHash) return { colour: brandColour, emblem: null };
  if (lastEmblem?.hash === emblemHash) return { colour: brandColour, emblem: lastEmblem.bytes };
  const emblem = (await schoolPictureOf(emblemHash))?.bytes ?? null;
  if (emblem) lastEmblem = { hash: emblemHash, bytes: emblem };
  return { colour: brandColour, emblem };
}

/** The exam sessions for the staff's list, drafts too, the latest exam first: those in use, or the archived ones. */
export const examSessions = ({ archived }: { archived: boolean }) =>
  db().examSession.findMany({
    where: { archivedAt: archived ? { not: null } : null },
    orderBy: { examStartsAt: "desc" },
    select: {
      id: true,
      title: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      ...examTimeColumns,
      publishedAt: true,
      archivedAt: true,
      newcomersClosedAt: true,
      seatsFrozenAt: true,
      cardsPublishedAt: true,
      _count: { select: { registrations: true } },
    },
  });

/** How many exam sessions are archived. */
export const countArchived = (): Promise<number> => db().examSession.count({ where: { archivedAt: { not: null } } });

const editSelect = {
  ...sessionSelect,
  archivedAt: true,
  admitNumberTemplate: true,
  schoolCode: true,
  rosterRequired: true,
  payerIdentity: true,
  refundLimitFen: true,
  publishedAt: true,
  updatedAt: true,
  _count: { select: { rooms: true, rosterEntries: true } },
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
      ...examTimeColumns,
    },
  });
  const rooms = await tx.room.findMany({ where: { examSessionId: id }, select: { number: true, capacity: true } });
  const rosterEntries = await tx.rosterEntry.count({ where: { examSessionId: id } });
  return {
    others,
    rooms,
    rosterEntries,
    smsSignature: smsSignature(),
    smsWithoutTemplate: expectedSms.filter((template) => !canSend(template)),
  };
}

/** What the system does not tell candidates by SMS of its own accord. */
export const mutedSms = async (examSessionId: string, tx: Pick<Tx, "mutedSms"> = db()): Promise<SmsRule[]> =>
  (await tx.mutedSms.findMany({ where: { examSessionId }, select: { rule: true } })).map(({ rule }) => rule);

/** Whether the exam session sends no SMS of this kind. */
export const isSmsMuted = async (examSessionId: string, rule: SmsRule): Promise<boolean> =>
  (await db().mutedSms.count({ where: { examSessionId, rule } })) > 0;
