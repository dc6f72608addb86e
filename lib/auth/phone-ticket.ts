import { cookies } from "next/headers";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";
import { readToken, encodeToken } from "./token";

const SECONDS = 10 * 60;

/** What the proven phone is to be used for: a new password, or an appeal for an account. */
type TicketPurpose = "reset" | "appeal";

const nameOf = (purpose: TicketPurpose) => hostCookie(`${purpose}-ticket`);

/** Remembers in this browser alone, for ten minutes, which code was typed right. */
export async function setPhoneTicket(purpose: TicketPurpose, smsCodeId: string): Promise<void> {
  (await cookies()).set(nameOf(purpose), await encodeToken(purpose, smsCodeId, SECONDS), {
    ...cookieOptions(),
    maxAge: SECONDS,
  });
}

/** The code's id inside the ticket, or null when there is none, it is forged or too old. */
export const readPhoneTicket = async (purpose: TicketPurpose): Promise<string | null> =>
  readToken(purpose, (await cookies()).get(nameOf(purpose))?.value);

export async function clearPhoneTicket(purpose: TicketPurpose): Promise<void> {
  (await cookies()).delete({ name: nameOf(purpose), ...cookieOptions() });
}
