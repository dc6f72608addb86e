import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { ownerOfEndedSession } from "@/lib/domain/account/queries";
import { env } from "@/lib/env";
import { EXAM_SESSION_FIELD } from "./chosen-exam-session";
import { loginSessionId } from "./session";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";

// Keeps the text of a form that was posted after its login session had ended. Without JavaScript the browser cannot
// keep it, so an encrypted cookie carries it through the sign-in page. Only the account of the ended login session sees
// it again.

const SALT = "kept-typed";
const KEPT_SECONDS = 30 * 60;

/** Browsers silently drop cookies above 4,096 bytes, name and attributes included. */
const MAX_COOKIE_CHARACTERS = 3_900;

const name = () => hostCookie(SALT);
const keptSchema = z.object({ page: z.string(), accountId: z.string(), values: z.record(z.string(), z.string()) });

/**
 * Keeps the text of a form of `page` until its owner has signed in again. Returns false when no account owns it, it is
 * empty, or it is too long for a cookie.
 */
export async function storeTyped(page: string, values: Record<string, string>): Promise<boolean> {
  const id = await loginSessionId("candidate");
  const accountId = id && (await ownerOfEndedSession(id));
  const { [EXAM_SESSION_FIELD]: _examSession, ...typed } = values;
  if (!accountId || Object.values(typed).every((value) => value === "")) return false;
  const kept = await encode({
    token: { page, accountId, values },
    secret: env().NEXTAUTH_SECRET,
    salt: SALT,
    maxAge: KEPT_SECONDS,
  });
  if (kept.length > MAX_COOKIE_CHARACTERS) return false;
  (await cookies()).set(name(), kept, { ...cookieOptions(), maxAge: KEPT_SECONDS });
  return true;
}

/**
 * The kept text of the form of `page` in this exam session, for the account that typed it; null when there is none.
 */
export async function loadTyped(
  page: string,
  { accountId, examSessionId }: { accountId: string; examSessionId: string },
): Promise<Record<string, string> | null> {
  const token = (await cookies()).get(name())?.value;
  if (!token) return null;
  // A cookie that cannot be decrypted is expired or forged.
  const claims = await decode({ token, secret: env().NEXTAUTH_SECRET, salt: SALT }).catch(() => null);
  const kept = keptSchema.safeParse(claims).data;
  if (kept?.page !== page || kept.accountId !== accountId) return null;
  return (kept.values[EXAM_SESSION_FIELD] ?? examSessionId) === examSessionId ? kept.values : null;
}

/** Deletes the kept text, once the form was saved or its owner signed out. */
export async function deleteTyped(): Promise<void> {
  const jar = await cookies();
  if (jar.get(name())) jar.delete({ name: name(), ...cookieOptions() });
}
