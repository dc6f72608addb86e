import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { readDay, shanghaiMidnight } from "@/lib/core/clock";
import { maskPhone } from "@/lib/core/phone";
import type { LogFilter } from "../log-filter";

/**
 * The messages to whoever registers in an exam session, newest first. Numbers are masked: that which a message was sent
 * to, before that the account's own. `after` and `next`: the id after which a page begins; a later page costs what the
 * first one costs.
 */
export async function smsLog({
  examSessionId,
  filter,
  after,
  limit,
}: {
  examSessionId: string;
  filter: LogFilter;
  after?: string | undefined;
  limit: number;
}) {
  const found = await db().smsMessage.findMany({
    where: {
      account: { registrations: { some: { examSessionId } } },
      ...whereOf(filter),
      ...(after && { id: { lt: after } }),
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
      wechat: { select: { state: true, failure: true } },
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

function whereOf({ state, template, day, campaign }: LogFilter): Prisma.SmsMessageWhereInput {
  const from = day ? readDay(day) : null;
  return {
    ...(state && { state }),
    ...(template && { template }),
    ...(campaign && { campaignId: campaign }),
    ...(from && { createdAt: { gte: from, lt: shanghaiMidnight(from, 1) } }),
  };
}

export type LoggedSms = Awaited<ReturnType<typeof smsLog>>["rows"][number];
