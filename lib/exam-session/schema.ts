import { z } from "zod";
import { fromShanghai, shanghaiTime } from "@/lib/core/clock";
import { yuanToFen } from "@/lib/core/money";
import { typedText } from "@/lib/core/typed-text";
import { lines, parseLanguages, parseSchools } from "./lists";
import { parseTemplate } from "./number-template";

const required = (max: number) => z.string().transform(typedText).pipe(z.string().min(1, "field_required").max(max, "field_too_long"));

/** A textarea posts CRLF; what is kept has plain line ends, so that an untouched text stays equal to itself. */
const longText = required(20_000).transform((text) => text.replaceAll("\r\n", "\n"));

/** Builds a field from a parser that answers null for what it cannot read. */
const parsed = <T>(parse: (text: string) => T | null, code: string) =>
  z.string().transform((text, ctx) => {
    const value = parse(text);
    if (value !== null) return value;
    ctx.addIssue({ code: "custom", message: code });
    return z.NEVER;
  });

/** The value of <input type="datetime-local"> as an instant: Shanghai's clocks, to the minute or second. null when there is no such time. */
export function parseInput(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part || 0));
  const instant = fromShanghai(year, month, day, hour, minute, second);
  const read = shanghaiTime(instant);
  // Date carries an impossible day into the next month: 2026-02-30 must not become 2 March.
  const same = read.month === month && read.day === day && read.hour === hour && read.minute === minute;
  return same ? instant : null;
}

const instant = parsed(parseInput, "time_invalid");

/** A tick box: its name is posted or it is not. */
const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

const parseNotes = (text: string) => {
  const notes = lines(text);
  return notes.length && notes.every((note) => note.length <= 300) && notes.length <= 20 ? notes : null;
};

const parseLevels = (text: string) => {
  const levels = lines(text);
  return levels.length && new Set(levels).size === levels.length ? levels : null;
};

/** What staff edit of an exam session, as the form posts it. */
export const examSessionSchema = z
  .object({
    id: z.uuid(),
    /** updatedAt of the row that was looked at, in milliseconds. */
    seen: z.coerce.number().int(),
    title: required(100),
    examStartsAt: instant,
    examEndsAt: instant,
    examAddress: required(200),
    registrationOpensAt: instant,
    registrationClosesAt: instant,
    reviewOpensAt: instant,
    reviewClosesAt: instant,
    paymentOpensAt: instant,
    paymentClosesAt: instant,
    printingOpensAt: instant,
    printingClosesAt: instant,
    fee: parsed(yuanToFen, "fee_invalid"),
    graduationMonth: z
      .string()
      .trim()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "month_invalid"),
    levels: parsed(parseLevels, "levels_invalid"),
    languages: parsed(parseLanguages, "languages_invalid"),
    schools: parsed(parseSchools, "schools_invalid"),
    noticeText: longText,
    tipsText: longText,
    notes: parsed(parseNotes, "notes_invalid"),
    pledgeText: longText,
    numberTemplate: parsed((text) => (parseTemplate(text.trim()) ? text.trim() : null), "template_invalid"),
    schoolNumber: z
      .string()
      .trim()
      .regex(/^\d{1,8}$/, "school_number_invalid"),
    contactPhone: required(50),
    contactHours: required(100),
    rosterRequired: ticked,
    twoStageReview: ticked,
    payerIdentity: ticked,
    refundLimit: parsed(yuanToFen, "fee_invalid"),
  })
  .superRefine((session, ctx) => {
    const demand = (holds: boolean, field: string, message: string) => {
      if (!holds) ctx.addIssue({ code: "custom", path: [field], message });
    };
    demand(session.registrationOpensAt < session.registrationClosesAt, "registrationClosesAt", "closes_before_opening");
    demand(session.reviewOpensAt < session.reviewClosesAt, "reviewClosesAt", "closes_before_opening");
    demand(session.paymentOpensAt < session.paymentClosesAt, "paymentClosesAt", "closes_before_opening");
    demand(session.printingOpensAt < session.printingClosesAt, "printingClosesAt", "closes_before_opening");
    demand(session.examStartsAt < session.examEndsAt, "examEndsAt", "closes_before_opening");
    // Who was sent back in the last hour of registration must still be able to correct and be reviewed.
    demand(session.registrationClosesAt <= session.reviewClosesAt, "reviewClosesAt", "review_closes_first");
    demand(session.paymentClosesAt <= session.examStartsAt, "paymentClosesAt", "payment_after_exam");
    demand(session.printingClosesAt <= session.examEndsAt, "printingClosesAt", "printing_after_exam");
  });

export type ExamSessionInput = z.output<typeof examSessionSchema>;

/** Every code a field of the form may carry. */
export type ExamSessionFieldError =
  | "field_required"
  | "field_too_long"
  | "time_invalid"
  | "fee_invalid"
  | "month_invalid"
  | "levels_invalid"
  | "languages_invalid"
  | "schools_invalid"
  | "notes_invalid"
  | "template_invalid"
  | "school_number_invalid"
  | "closes_before_opening"
  | "review_closes_first"
  | "payment_after_exam"
  | "printing_after_exam";
