import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import { z } from "zod";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";
import { loginSessionId } from "./session";

// Which exam session a candidate looks at, where there are several. The choice lives in a cookie of this browser, which
// names the login session too, so that the next person at a shared computer does not begin with it. What is chosen
// before signing in counts for whoever signs in then. It is no permission: every request looks whether the visitor can
// see the exam session, and each registration is found by its owner.
//
// A browser has one choice for all its tabs, so a form names the exam session that its page showed
// (EXAM_SESSION_FIELD). A post goes to that one, never to what another tab has chosen meanwhile, and the pages behind
// it are its pages again.

/** The hidden field of a candidate's form. */
export const EXAM_SESSION_FIELD = "examSession";

const name = () => hostCookie("exam-session");

const BEFORE_SIGN_IN = "visitor";

const kept = z.tuple([z.string(), z.uuid()]);

/** The id of the chosen exam session; null when this visitor has not chosen. */
export async function chosenExamSessionId(): Promise<string | null> {
  const [owner, id] = kept.safeParse((await cookies()).get(name())?.value.split(".")).data ?? [];
  return id && (owner === BEFORE_SIGN_IN || owner === (await ownerMark())) ? id : null;
}

/** Keeps the choice until the browser closes or the visitor signs out. */
export async function chooseExamSession(id: string): Promise<void> {
  (await cookies()).set(name(), `${await ownerMark()}.${id}`, cookieOptions());
}

/** Hands the choice on to the login session that this browser begins next. */
export async function keepChoiceForSignIn(id: string): Promise<void> {
  (await cookies()).set(name(), `${BEFORE_SIGN_IN}.${id}`, cookieOptions());
}

/** Forgets the choice at sign-out. */
export async function forgetExamSession(): Promise<void> {
  const jar = await cookies();
  if (jar.get(name())) jar.delete({ name: name(), ...cookieOptions() });
}

/** The id of an exam session in a form or an address; null when it names none, as pages of before 2026-11-29. */
export const namedExamSessionId = (value: unknown): string | null => z.uuid().safeParse(value).data ?? null;

/** A digest, because the id of a login session is nobody else's business. */
async function ownerMark(): Promise<string> {
  const id = await loginSessionId("candidate");
  return id ? createHash("sha256").update(`exam-session ${id}`).digest("base64url").slice(0, 16) : BEFORE_SIGN_IN;
}
