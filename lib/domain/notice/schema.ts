import { z } from "zod";
import { cleanInput } from "@/lib/core/clean-input";
import { NoticeAudience } from "@/lib/adapter/db/enums";
import { parseInput } from "@/lib/domain/exam-session/schema";
import { noticeGroups } from "./group";

export const MAX_TITLE = 60;
export const MAX_TEXT = 5000;

const words = (max: number) =>
  z
    .string()
    .catch("")
    .transform((typed) => cleanInput(typed).replaceAll("\r\n", "\n"))
    .pipe(z.string().min(1, "field_required").max(max, "field_too_long"));

const instant = z
  .string()
  .catch("")
  .transform((typed, ctx) => {
    const read = parseInput(typed);
    if (!read) ctx.addIssue({ code: "custom", message: "time_invalid" });
    return read ?? z.NEVER;
  });

/** A checkbox for each group, `group-<name>`. All is judged together, so that one answer names what is missing. */
const shape = z.looseObject({
  /** Made by the page: a form that is posted twice makes one notice. */
  id: z.uuid(),
  /** 0: a new notice. */
  version: z.coerce.number().int().min(0),
  session: z.uuid().optional().catch(undefined),
  title: words(MAX_TITLE),
  text: words(MAX_TEXT),
  audience: z.enum(NoticeAudience, "notice_audience_missing"),
  startsAt: instant,
  endsAt: instant,
});

export const saveNoticeSchema = shape.transform(
  ({ id, version, session, title, text, audience, startsAt, endsAt, ...fields }, ctx) => {
    const wrong = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    const groups = audience === "CANDIDATES" ? noticeGroups.filter((group) => fields[`group-${group}`] === "on") : [];
    if (audience === "CANDIDATES" && groups.length === 0) wrong("groups", "notice_reaches_nobody");
    if (endsAt <= startsAt) wrong("endsAt", "notice_ends_before_start");
    return { id, version, session, title, text, audience, groups, startsAt, endsAt, pinned: fields["pinned"] === "on" };
  },
);

export type NoticeInput = Omit<z.output<typeof saveNoticeSchema>, "session">;

/** One notice in the version that the page showed. */
export const noticeVersionSchema = z.object({ id: z.uuid(), version: z.coerce.number().int().min(1) });

export type NoticeFieldError = "notice_audience_missing" | "notice_reaches_nobody" | "notice_ends_before_start";
