import { cookies } from "next/headers";
import { cookieOptions, hostCookie, readToken, sealToken } from "./token";

const SECONDS = 10 * 60;

const name = () => hostCookie("reset-ticket");

/** Remembers in this browser alone, for ten minutes, which code was typed right. */
export async function setResetTicket(smsCodeId: string): Promise<void> {
  (await cookies()).set(name(), await sealToken("reset", smsCodeId, SECONDS), { ...cookieOptions(), maxAge: SECONDS });
}

/** The code's id inside the ticket, or null when there is none, it is forged or too old. */
export const readResetTicket = async (): Promise<string | null> => readToken("reset", (await cookies()).get(name())?.value);

export async function clearResetTicket(): Promise<void> {
  (await cookies()).delete({ name: name(), ...cookieOptions() });
}
