import { z } from "zod";
import { fromShanghai, shanghaiTime } from "@/lib/core/clock";
import { yuanToFen } from "@/lib/core/money";
import { isPortraitSize, portraitBounds } from "@/lib/core/portrait-rule";
import { parseBrandColour } from "@/lib/core/brand-colour";
import { cleanInput } from "@/lib/core/clean-input";
import { CandidateCategory, IdType, Season } from "@/lib/adapter/db/enums";
import { lines, readLanguages, readLevels, readSchools, type ReadList } from "./list-text";
import { parseTemplate } from "./number-template";

const required = (max: number) =>
  z.string().transform(cleanInput).pipe(z.string().min(1, "field_required").max(max, "field_too_long"));

/** May be empty in a draft. contradictions.ts requires it before publishing. */
const text = (max: number) => z.string().transform(cleanInput).pipe(z.string().max(max, "field_too_long"));

/** A textarea posts CRLF. It is stored with LF, so that an unchanged text compares as equal. */
const longText = text(20_000).transform((typed) => typed.replaceAll("\r\n", "\n"));

/** Builds a field from a parser that returns null for invalid input. */
const parsed = <T>(parse: (text: string) => T | null, code: string) =>
  z.string().transform((text, ctx) => {
    const value = parse(text);
    if (value !== null) return value;
    ctx.addIssue({ code: "custom", message: code });
    return z.NEVER;
  });

/**
 * Converts the value of <input type="datetime-local"> to an instant: Shanghai time, to the minute or finer. null when
 * there is no such time.
 */
export function parseInput(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?$/.exec(text.trim());
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milliseconds = 0] = match
    .slice(1)
    .map((part) => Number(part || 0));
  const instant = new Date(fromShanghai(year, month, day, hour, minute, second).getTime() + milliseconds);
  const read = shanghaiTime(instant);
  // Date moves an impossible day into the next month: 2026-02-30 must not become 2 March.
  const same = read.month === month && read.day === day && read.hour === hour && read.minute === minute;
  return same ? instant : null;
}

const instant = parsed(parseInput, "time_invalid");

/** A checkbox: its name is posted or it is not. */
const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

const parseNotes = (text: string) => {
  const notes = lines(text);
  return notes.every((note) => note.length <= 300) && notes.length <= 20 ? notes : null;
};

/** A list that may still be empty in a draft. */
const list = <T>(read: (text: string) => ReadList<T>, code: string) =>
  parsed((typed) => {
    const { entries, errors } = read(typed);
    return errors.length ? null : entries;
  }, code);

const digits = (pattern: RegExp, code: string) => z.string().trim().regex(pattern, code);

const ticks = <P extends string, V extends string>(prefix: P, values: readonly V[]) =>
  Object.fromEntries(values.map((value) => [`${prefix}-${value}`, ticked])) as Record<`${P}-${V}`, typeof ticked>;

const categories = Object.values(CandidateCategory);
const idTypes = Object.values(IdType);

/** The fields of an exam session as the forms post them. */
const planShape = {
  title: required(100),
  schoolName: text(100),
  schoolNameEn: text(100),
  year: digits(/^20\d{2}$/, "year_invalid").transform(Number),
  season: z.enum(Season, "season_invalid"),
  numberPrefix: digits(/^(?:\d{6})?$/, "number_prefix_invalid"),
  examStartsAt: instant,
  examEndsAt: instant,
  examAddress: text(200),
  registrationOpensAt: instant,
  registrationClosesAt: instant,
  reviewOpensAt: instant,
  reviewClosesAt: instant,
  paymentOpensAt: instant,
  paymentClosesAt: instant,
  printingOpensAt: instant,
  printingClosesAt: instant,
  fee: parsed(yuanToFen, "fee_invalid"),
  graduationMonth: digits(/^20\d{2}-(0[1-9]|1[0-2])$/, "month_invalid"),
  ...ticks("category", categories),
  ...ticks("categoryClosed", categories),
  ...ticks("idType", idTypes),
  ...ticks("idTypeClosed", idTypes),
  levels: list(readLevels, "levels_invalid"),
  languages: list(readLanguages, "languages_invalid"),
  schools: list(readSchools, "schools_invalid"),
  noticeText: longText,
  tipsText: longText,
  faqText: longText,
  notes: parsed(parseNotes, "notes_invalid"),
  pledgeText: longText,
  numberTemplate: parsed((typed) => (parseTemplate(typed.trim()) ? typed.trim() : null), "template_invalid"),
  schoolNumber: digits(/^\d{0,8}$/, "school_number_invalid"),
  contactPhone: text(50),
  contactHours: text(100),
  contactAddress: text(300),
  brandColour: parsed(parseBrandColour, "brand_colour_invalid"),
  rosterRequired: ticked,
  twoStageReview: ticked,
  payerIdentity: ticked,
  refundLimit: parsed(yuanToFen, "fee_invalid"),
  portraitWidth: digits(/^\d{1,4}$/, "portrait_size_invalid").transform(Number),
  portraitHeight: digits(/^\d{1,4}$/, "portrait_size_invalid").transform(Number),
  portraitMaxKb: digits(/^\d{1,4}$/, "portrait_kb_invalid").transform(Number),
};

type Posted = z.output<z.ZodObject<typeof planShape>>;

/** The database refuses a window that closes before it opens, even in a draft. */
function demandForward(posted: Posted, ctx: z.core.$RefinementCtx<Posted>) {
  const windows = [
    [posted.registrationOpensAt, posted.registrationClosesAt, "registrationClosesAt"],
    [posted.reviewOpensAt, posted.reviewClosesAt, "reviewClosesAt"],
    [posted.paymentOpensAt, posted.paymentClosesAt, "paymentClosesAt"],
    [posted.printingOpensAt, posted.printingClosesAt, "printingClosesAt"],
    [posted.examStartsAt, posted.examEndsAt, "examEndsAt"],
  ] as const;
  for (const [opensAt, closesAt, field] of windows)
    if (opensAt >= closesAt) ctx.addIssue({ code: "custom", path: [field], message: "closes_before_opening" });
}

/** The same message for both fields: only staff know which of the two is wrong. */
function demandPortraitRule(
  { portraitWidth, portraitHeight, portraitMaxKb }: Posted,
  ctx: z.core.$RefinementCtx<Posted>,
) {
  const isNumber = Number.isInteger(portraitWidth) && Number.isInteger(portraitHeight);
  if (isNumber && !isPortraitSize({ width: portraitWidth, height: portraitHeight }))
    ctx.addIssue({ code: "custom", path: ["portraitWidth"], message: "portrait_size_invalid" });
  const { min, max } = portraitBounds.maxKb;
  if (portraitMaxKb < min || portraitMaxKb > max)
    ctx.addIssue({ code: "custom", path: ["portraitMaxKb"], message: "portrait_kb_invalid" });
}

/** Converts the posted fields to the columns and lists of an exam session. */
function planOf(posted: Posted) {
  const { fee, refundLimit, notes, numberTemplate, schoolNumber, schools, languages, levels, ...rest } = posted;
  const plain = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !/^(?:category|idType)(?:Closed)?-/.test(name)),
  );
  return {
    columns: {
      ...(plain as Omit<
        typeof rest,
        `category${"" | "Closed"}-${CandidateCategory}` | `idType${"" | "Closed"}-${IdType}`
      >),
      categories: categories.filter((category) => posted[`category-${category}`]),
      // 停报 says nothing of an entry that the exam session does not have.
      closedCategories: categories.filter((one) => posted[`category-${one}`] && posted[`categoryClosed-${one}`]),
      idTypes: idTypes.filter((idType) => posted[`idType-${idType}`]),
      closedIdTypes: idTypes.filter((one) => posted[`idType-${one}`] && posted[`idTypeClosed-${one}`]),
      feeFen: fee,
      refundLimitFen: refundLimit,
      admitCardNotes: notes,
      admitNumberTemplate: numberTemplate,
      schoolCode: schoolNumber,
    },
    lists: { schools, languages, levels },
  };
}

/** What staff set in an exam session: the columns of the row, and the lists as typed. */
export type SessionPlan = ReturnType<typeof planOf>;

const plan = z.object(planShape).superRefine(demandForward).superRefine(demandPortraitRule).transform(planOf);

/** The fields of one form, and the plan. */
const withPlan = <S extends z.ZodRawShape>(shape: S) =>
  z.intersection(
    z.object(shape),
    plan.transform((read) => ({ plan: read })),
  );

/** The text whose preview is asked for: then nothing is saved. */
const preview = z.string().max(50).optional();

/** A new exam session. The page generates `id`, so a form that is posted twice creates one exam session. */
export const newExamSessionSchema = withPlan({
  id: z.uuid(),
  copyOf: z.union([z.literal(""), z.uuid()]).optional(),
  copyRooms: ticked,
  preview,
});

// The text has a line for each other exam session that a new one hides, with titles of up to 100 characters. The limit
// must allow hundreds of exam sessions.
const confirmation = { confirmed: z.string().max(200_000).default(""), reason: text(200).default("") };

/** 通知公告 of a change, as the confirmation offers it: with the tick a title and a text are needed. */
const announcement = {
  announce: ticked,
  announceTitle: text(60).default(""),
  announceText: text(5000).default(""),
};

/** `seen`: updatedAt of the row that staff saw, in milliseconds. */
const seen = z.coerce.number().int();

/** Whose value counts in a field that a colleague has changed meanwhile, posted as "take-<field>". */
const choices = z
  .object(
    Object.fromEntries(
      [...Object.keys(planShape), "categories", "closedCategories", "idTypes", "closedIdTypes"].map((field) => [
        `take-${field}`,
        z.enum(["mine", "theirs"]).optional(),
      ]),
    ),
  )
  .transform((posted) => ({
    choices: Object.fromEntries(Object.entries(posted).map(([name, whose]) => [name.replace(/^take-/, ""), whose])),
  }));

/** `met`: the version, as `seen`, whose changes by a colleague the choices answer; 0 when there were none. */
export const editExamSessionSchema = z.intersection(
  withPlan({ id: z.uuid(), seen, met: z.coerce.number().int().default(0), preview, ...confirmation, ...announcement }),
  choices,
);

export const publishSchema = z.object({ id: z.uuid(), seen, ...confirmation });

/** What was typed to confirm that this exam session is meant. */
const typedName = z.string().max(200).default("");

export const unpublishSchema = z.object({ id: z.uuid(), seen, confirmation: typedName, reason: required(200) });

export const newcomersSchema = z.object({ id: z.uuid(), seen, act: z.enum(["close", "open"]), reason: required(200) });

/** `resultsDone`: the tick that no result is to come. Undoing needs neither it nor the name. */
export const archiveSchema = z.object({
  id: z.uuid(),
  seen,
  act: z.enum(["archive", "restore"]),
  resultsDone: ticked,
  confirmation: typedName,
  reason: required(200),
});

export const deleteExamSessionSchema = z.object({ id: z.uuid(), seen, confirmation: typedName });

/** Every error code that a field of the form may have. */
export type ExamSessionFieldError =
  | "field_required"
  | "field_too_long"
  | "time_invalid"
  | "fee_invalid"
  | "month_invalid"
  | "year_invalid"
  | "season_invalid"
  | "number_prefix_invalid"
  | "levels_invalid"
  | "languages_invalid"
  | "schools_invalid"
  | "notes_invalid"
  | "template_invalid"
  | "school_number_invalid"
  | "portrait_size_invalid"
  | "portrait_kb_invalid"
  | "brand_colour_invalid"
  | "closes_before_opening";
