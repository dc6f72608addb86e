import { cookies } from "next/headers";
import { cache } from "react";
import { z } from "zod";
import {
  type ExamSessionFrame,
  latestExamSession,
  listedExamSessionById,
  publishedExamSessionById,
} from "@/lib/domain/exam-session/queries";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";
import { currentStaff } from "./session";

// Which exam session the desk shows. Staff may look at a past one; the choice lives in a cookie of this browser, which
// names the member of staff too, so that a colleague who signs in here afterwards begins with the default.

const name = () => hostCookie("desk-exam-session");

const choice = z.string().transform((text) => text.split("."));

async function chosenId(staffId: string): Promise<string | null> {
  const kept = choice.safeParse((await cookies()).get(name())?.value).data;
  const [owner, examSessionId] = kept ?? [];
  return owner === staffId && z.uuid().safeParse(examSessionId).success ? (examSessionId ?? null) : null;
}

/** The exam session that the desk shows: the one that this member of staff chose, unless archived; else the default. */
export const deskExamSession = cache(async (): Promise<ExamSessionFrame | null> => {
  const staff = await currentStaff();
  const id = staff && (await chosenId(staff.id));
  return (id ? await listedExamSessionById(id) : null) ?? latestExamSession(new Date());
});

/**
 * The exam session that a form or an address of the desk names by its id, else the one that the desk shows. The choice
 * belongs to the browser: whoever changes it in one tab may have a list or a form of the former one open in another,
 * which goes on with its own. An archived one can be named too. null: there is none of this id that the desk may show.
 */
export async function namedExamSession(id: unknown): Promise<ExamSessionFrame | null> {
  if (id === undefined || id === null || id === "") return deskExamSession();
  const asked = z.uuid().safeParse(id).data;
  if (!asked) return null;
  const shown = await deskExamSession();
  return shown?.id === asked ? shown : publishedExamSessionById(asked);
}

/** Keeps the choice until the browser closes. Only published exam sessions that are not archived can be chosen. */
export async function chooseDeskExamSession(staffId: string, examSessionId: string): Promise<boolean> {
  const chosen = z.uuid().safeParse(examSessionId).success ? await listedExamSessionById(examSessionId) : null;
  if (!chosen) return false;
  (await cookies()).set(name(), `${staffId}.${chosen.id}`, cookieOptions());
  return true;
}
