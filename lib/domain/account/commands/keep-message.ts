import { maskPhone } from "@/lib/core/phone";
import { db } from "@/lib/adapter/db/client";

/** Keeps an SMS that the vendor took, for the status page of the account that it is about. */
export async function keepMessage({
  accountId,
  phone,
  text,
  now,
}: {
  accountId: string;
  /** The number that it was sent to; only its masked form is kept. */
  phone: string;
  text: string;
  now: Date;
}): Promise<void> {
  const sent = { state: "SENT", attempts: 1, dueAt: now, sentAt: now, createdAt: now } as const;
  await db().smsMessage.create({ data: { accountId, text, phoneMasked: maskPhone(phone), ...sent } });
}
