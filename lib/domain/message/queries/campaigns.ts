import { db, type Tx } from "@/lib/adapter/db/client";
import type { SmsState } from "@/lib/adapter/db/enums";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { type CampaignTemplate, SAME_AGAIN_MS } from "../campaign";
import { type RecipientFilter, storedFilter } from "../recipient-filter";

/** The id of a campaign's form: posted twice it begins one campaign. */
export const newCampaignId = (now: Date): string => uuidv7(now);

/**
 * The newest campaign of the last half hour with the same words to the same filter, whoever began it and also when it
 * was stopped; null when there is none.
 */
export const sameCampaign = (
  {
    examSessionId,
    template,
    filter,
    now,
  }: { examSessionId: string; template: CampaignTemplate; filter: RecipientFilter; now: Date },
  tx: Pick<Tx, "smsCampaign"> = db(),
) =>
  tx.smsCampaign.findFirst({
    where: {
      examSessionId,
      template,
      filter: { equals: storedFilter(filter) },
      createdAt: { gt: new Date(now.getTime() - SAME_AGAIN_MS) },
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, createdAt: true, recipients: true, staff: { select: { name: true } } },
  });

const select = {
  id: true,
  template: true,
  text: true,
  filter: true,
  recipients: true,
  costFen: true,
  createdAt: true,
  stoppedAt: true,
  examSessionId: true,
  staff: { select: { name: true } },
} as const;

export type StateCounts = Partial<Record<SmsState, number>>;

/** How many messages of each campaign stand in each state. */
async function countsOf(ids: readonly string[]): Promise<Map<string, StateCounts>> {
  const groups = await db().smsMessage.groupBy({
    by: ["campaignId", "state"],
    where: { campaignId: { in: [...ids] } },
    _count: true,
  });
  const counts = new Map<string, StateCounts>(ids.map((id) => [id, {}]));
  for (const { campaignId, state, _count } of groups) {
    const one = counts.get(campaignId ?? "");
    if (one) one[state] = _count;
  }
  return counts;
}

/** The campaigns of an exam session, newest first, at most 100. */
export async function campaigns(examSessionId: string) {
  const rows = await db().smsCampaign.findMany({
    where: { examSessionId },
    orderBy: { createdAt: "desc" },
    take: 100,
    select,
  });
  const counts = await countsOf(rows.map(({ id }) => id));
  return rows.map((row) => ({ ...row, states: counts.get(row.id) ?? {} }));
}

/** One campaign with its states, and why messages failed or were dropped; null when there is none. */
export async function campaignReport(id: string) {
  const row = await db().smsCampaign.findUnique({ where: { id }, select });
  if (!row) return null;
  const failures = await db().smsMessage.groupBy({
    by: ["state", "failure"],
    where: { campaignId: id, state: { in: ["FAILED", "DROPPED", "UNKNOWN"] } },
    _count: true,
  });
  return {
    ...row,
    states: (await countsOf([id])).get(id) ?? {},
    failures: failures.map(({ state, failure, _count }) => ({ state, failure, count: _count })),
  };
}
