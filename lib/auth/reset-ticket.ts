import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { cookieOptions } from "./token";

const NAME = "reset-ticket";
const SECONDS = 10 * 60;

/** Remembers in this browser alone, for ten minutes, which code was typed right. */
export async function setResetTicket(smsCodeId: string): Promise<void> {
  const token = await encode({ token: { sid: smsCodeId, aud: "reset" }, secret: env().NEXTAUTH_SECRET, maxAge: SECONDS });
  (await cookies()).set(NAME, token, { ...cookieOptions(), path: "/reset-password", maxAge: SECONDS });
}

/** The code's id inside the ticket, or null when there is none, it is forged or too old. */
export async function readResetTicket(): Promise<string | null> {
  const token = (await cookies()).get(NAME)?.value;
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: env().NEXTAUTH_SECRET });
    return claims?.aud === "reset" && typeof claims.sid === "string" ? claims.sid : null;
  } catch {
    return null;
  }
}

export async function clearResetTicket(): Promise<void> {
  (await cookies()).delete({ name: NAME, ...cookieOptions(), path: "/reset-password" });
}
