import { z } from "zod";
import { db } from "@/lib/adapter/db/client";
import { SmsState } from "@/lib/adapter/db/enums";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { maskPhone } from "@/lib/core/phone";

/** The filter of the log, from the query of the address. Invalid values are ignored. */
export const logFilterSchema = z.object({
  state: z.enum(SmsState).optional().catch(undefined),
  campaign: z.uuid().optional().catch(undefined),
  /** The last id of the page before. */
  after: z.uuid().optional().catch(undefined),
});

export type LogFilter = z.output<typeof logFilterSchema>;

/**
 * The messages to whoever registers in an exam session, newest first. Numbers are masked: that which a message was sent
 * to, before that the account's own. `next`: the id after which the next page begins.
 */
export async function smsLog({
  examSessionId,
  filter,
  limit,
}: {
  examSessionId: string;
  filter: LogFilter;
  limit: number;
}) {
  const found = await db().smsMessage.findMany({
    where: {
      account: { registrations: { some: { examSessionId } } },
      ...(filter.state && { state: filter.state }),
      ...(filter.campaign && { campaignId: filter.campaign }),
      ...(filter.after && { id: { lt: filter.after } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      id: true,
      accountId: true,
      state: true,
      text: true,
      template: true,
      provider: true,
      failure: true,
      attempts: true,
      dueAt: true,
      sentAt: true,
      createdAt: true,
      phoneMasked: true,
      account: {
        select: {
          phoneEncrypted: true,
          registrations: { where: { examSessionId }, select: { id: true, name: true } },
        },
      },
    },
  });
  const rows = found.slice(0, limit).map(({ account, phoneMasked, ...row }) => {
    const own = account.phoneEncrypted;
    const phone = phoneMasked ?? (own && maskPhone(decryptColumn("account.phone_encrypted", row.accountId, own)));
    const [registration] = account.registrations;
    return { ...row, phone, registrationId: registration?.id ?? null, name: registration?.name ?? null };
  });
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

export type LoggedSms = Awaited<ReturnType<typeof smsLog>>["rows"][number];
