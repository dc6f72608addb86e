import { randomBytes } from "node:crypto";
import { db } from "@/lib/adapter/db/client";
import { callerText } from "@/lib/adapter/log/caller-text";
import { logger } from "@/lib/adapter/log/logger";
import { canSend, sendSms } from "@/lib/adapter/sms/send";
import { env } from "@/lib/env";
import { INVITATION_BYTES, invitationEnd, invitationParams, invitationText, invitationToken } from "../invitation";
import { invitationHash } from "../queries";

/** A new link, and the columns that make it the member's only one. */
export function drawInvitation(now: Date) {
  const token = invitationToken(randomBytes(INVITATION_BYTES));
  const columns = { invitedUntil: invitationEnd(now), invitationHash: invitationHash(token), invitationSentAt: null };
  return { token, columns };
}

/**
 * Sends the link to the invited member's phone, after the transaction that stored its hash. The token is nowhere else:
 * a message that does not leave is replaced by a new invitation, and the member can set his password with a code.
 */
export async function sendInvitation({
  memberId,
  phone,
  token,
  now,
}: {
  memberId: string;
  phone: string;
  token: string;
  now: Date;
}): Promise<void> {
  if (!canSend("staff-invitation")) return;
  try {
    await sendSms({
      phone,
      template: "staff-invitation",
      params: invitationParams(token),
      text: invitationText(`${env().APP_URL}/admin/invitation/${token}`),
    });
  } catch (error) {
    const reason = error instanceof Error ? callerText(error.message) : "unknown";
    logger.error({ event: "sms_not_sent", reason });
    return;
  }
  // A colleague may have sent another one meanwhile.
  await db().staff.updateMany({
    where: { id: memberId, invitationHash: invitationHash(token) },
    data: { invitationSentAt: now },
  });
}
