import { db, type Prisma } from "@/lib/db/client";

/** Everything of a session that the journey, the forms and the texts need. */
const sessionSelect = {
  id: true,
  title: true,
  schoolName: true,
  schoolNameEn: true,
  year: true,
  season: true,
  registrationOpensAt: true,
  registrationClosesAt: true,
  reviewOpensAt: true,
  reviewClosesAt: true,
  paymentOpensAt: true,
  paymentClosesAt: true,
  printingOpensAt: true,
  printingClosesAt: true,
  examStartsAt: true,
  examEndsAt: true,
  examAddress: true,
  feeFen: true,
  categories: true,
  idTypes: true,
  levels: true,
  graduationMonth: true,
  noticeText: true,
  tipsText: true,
  textsVersion: true,
  admitCardNotes: true,
  pledgeText: true,
  contactPhone: true,
  contactHours: true,
  cardsPublishedAt: true,
  cardVersion: true,
  seatsFrozenAt: true,
  schools: {
    select: { id: true, name: true, teachingPoints: { select: { id: true, name: true }, orderBy: { position: "asc" } } },
    orderBy: { position: "asc" },
  },
  languages: { select: { id: true, name: true, code: true, feeFen: true }, orderBy: { position: "asc" } },
} as const satisfies Prisma.ExamSessionSelect;

export type ExamSessionView = Prisma.ExamSessionGetPayload<{ select: typeof sessionSelect }>;

/** The published session that candidates meet: the one whose exam is latest. null when none was published yet. */
export const currentExamSession = (): Promise<ExamSessionView | null> =>
  db().examSession.findFirst({ where: { publishedAt: { not: null } }, orderBy: { examStartsAt: "desc" }, select: sessionSelect });

export const examSession = (id: string): Promise<ExamSessionView | null> =>
  db().examSession.findUnique({ where: { id }, select: sessionSelect });

/** Every session for the staff's list, the latest exam first. */
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
  updatedAt: true,
} as const satisfies Prisma.ExamSessionSelect;

export type EditableExamSession = Prisma.ExamSessionGetPayload<{ select: typeof editSelect }>;

/** A session as staff edit it, with the time of its last change, by which two editors notice each other. */
export const editableExamSession = (id: string): Promise<EditableExamSession | null> =>
  db().examSession.findUnique({ where: { id }, select: editSelect });
