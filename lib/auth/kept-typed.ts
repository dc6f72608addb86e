import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { ownerOfEndedSession } from "@/lib/domain/account/queries";
import { env } from "@/lib/env";
import { loginSessionId } from "./session";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";

// What was typed into a form whose login session was over when it was posted. Without JavaScript nothing else in the
// browser can keep it, so it travels in an encrypted cookie to the sign-in page and back. It is shown only to the
// account whose session had ended.

const SALT = "kept-typed";
const KEPT_SECONDS = 30 * 60;

/** Browsers take cookies of 4,096 bytes with their name and attributes; a longer one they drop in silence. */
const MAX_COOKIE_CHARACTERS = 3_900;

const name = () => hostCookie(SALT);
const keptSchema = z.object({ page: z.string(), accountId: z.string(), values: z.record(z.string(), z.string()) });

/**
 * Keeps the text of a form of `page` until its owner has signed in again. False when it is nobody's, holds nothing, or
 * is too long for a cookie.
 */
export async function keepTyped(page: string, values: Record<string, string>): Promise<boolean> {
  const id = await loginSessionId("candidate");
  const accountId = id && (await ownerOfEndedSession(id));
  if (!accountId || Object.values(values).every((value) => value === "")) return false;
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

/** What was kept of the form of `page`, for the account that typed it alone; null when nothing was. */
export async function keptTyped(page: string, accountId: string): Promise<Record<string, string> | null> {
  const token = (await cookies()).get(name())?.value;
  if (!token) return null;
  // A cookie that does not decrypt is old, or not ours.
  const claims = await decode({ token, secret: env().NEXTAUTH_SECRET, salt: SALT }).catch(() => null);
  const kept = keptSchema.safeParse(claims).data;
  return kept?.page === page && kept.accountId === accountId ? kept.values : null;
}

/** Once the form has arrived, or its owner has signed out, nothing is left to keep. */
export async function forgetKeptTyped(): Promise<void> {
  const jar = await cookies();
  if (jar.get(name())) jar.delete({ name: name(), ...cookieOptions() });
}
