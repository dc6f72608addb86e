import { cookies } from "next/headers";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";
import { encodeToken, readToken } from "./token";

const SECONDS = 60 * 60;
const name = () => hostCookie("invitation");

/**
 * Keeps the token of an invitation's link in this browser, encrypted, for an hour: the page behind the link has an
 * address without it, so that neither the history nor a Referer tells it.
 */
export async function keepInvitation(token: string): Promise<void> {
  (await cookies()).set(name(), await encodeToken("invitation", token, SECONDS), {
    ...cookieOptions(),
    maxAge: SECONDS,
  });
}

/** The token of the link that was opened last in this browser; null when there is none. */
export const keptInvitation = async (): Promise<string | null> =>
  readToken("invitation", (await cookies()).get(name())?.value);

export async function forgetInvitation(): Promise<void> {
  (await cookies()).delete({ name: name(), ...cookieOptions() });
}
