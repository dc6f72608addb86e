import { cookies } from "next/headers";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";
import { readToken, encodeToken } from "./token";

const SECONDS = 10 * 60;

/** The purpose of the proven phone: a new password, an appeal for an account, or another phone for one's own. */
type TicketPurpose = "reset" | "appeal" | "change";

const nameOf = (purpose: TicketPurpose) => hostCookie(`${purpose}-ticket`);

/** Remembers in this browser, for ten minutes, which SMS code was typed correctly. */
export async function setPhoneTicket(purpose: TicketPurpose, smsCodeId: string): Promise<void> {
  (await cookies()).set(nameOf(purpose), await encodeToken(purpose, smsCodeId, SECONDS), {
    ...cookieOptions(),
    maxAge: SECONDS,
  });
}

/** The id of the SMS code in the ticket; null when there is no ticket, or it is forged or expired. */
export const readPhoneTicket = async (purpose: TicketPurpose): Promise<string | null> =>
  readToken(purpose, (await cookies()).get(nameOf(purpose))?.value);

export async function clearPhoneTicket(purpose: TicketPurpose): Promise<void> {
  (await cookies()).delete({ name: nameOf(purpose), ...cookieOptions() });
}
