import type { Account } from "./account";
import type { FaultPlan, NotificationFault } from "./faults";
import type { Ledger, Notice } from "./ledger";
import { type News, writeNotification } from "./notification";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h, then never again. */
const RETRY_DELAYS = [
  ...[15, 15, 30].map((count) => count * SECOND),
  ...[3, 10, 20, 30, 30, 30, 60].map((count) => count * MINUTE),
  ...[3, 3, 3, 6, 6].map((count) => count * HOUR),
];
const ANSWER_WITHIN_MS = 5 * SECOND;

type Sending = { status: number | null };

/**
 * Notifies merchants of payments and of ended refunds, each identified by our number, until the merchant answers 200 or
 * 204. The ledger keeps the schedule, so it survives a restart.
 */
export function createNotifier(
  account: Account,
  ledger: Ledger,
  faults: FaultPlan,
  delays: readonly number[] = RETRY_DELAYS,
) {
  const timers = new Map<string, NodeJS.Timeout>();
  const held = new Set<string>();
  let stopped = false;

  const schedule = (number: string) => {
    const notice = newsOf(ledger, number)?.notice;
    if (stopped || !notice || notice.nextAt === null) return;
    clearTimeout(timers.get(number));
    timers.set(
      number,
      setTimeout(() => void attempt(number), Math.max(0, notice.nextAt - Date.now())),
    );
  };

  /**
   * Makes one attempt of the schedule, and schedules the next when the merchant did not confirm. Returns the merchant's
   * answers.
   */
  const attempt = async (number: string): Promise<Sending[]> => {
    clearTimeout(timers.get(number));
    timers.delete(number);
    const before = newsOf(ledger, number);
    if (!before) return [];

    const fault = faults.takeNotification(before.kind === "transaction" ? "notification" : "refund_notification");
    if (fault === "held") held.add(number);
    const silent = fault === "lost" || fault === "held";
    const sendings = silent
      ? []
      : await Promise.all(Array.from({ length: fault === "duplicated" ? 10 : 1 }, () => send(account, before, fault)));
    const confirmed = sendings.some(({ status }) => status === 200 || status === 204);
    const notice = newsOf(ledger, number)?.notice ?? before.notice;
    const delay = delays[notice.attempts];
    // The simulator was stopped during the attempt. It does not count, so the next start sends it again; a merchant
    // must expect duplicates.
    if (stopped) return sendings;
    saveNotice(ledger, number, {
      ...notice,
      attempts: notice.attempts + 1,
      lastStatus: sendings[0]?.status ?? null,
      nextAt: confirmed || silent || delay === undefined ? null : Date.now() + delay,
    });
    schedule(number);
    return sendings;
  };

  for (const { outTradeNo, refunds } of ledger.all())
    [outTradeNo, ...refunds.map(({ outRefundNo }) => outRefundNo)].forEach(schedule);
  return {
    schedule,
    attempt,
    /** Sends the notifications that were held back, in their order. */
    async release(): Promise<Sending[]> {
      const numbers = [...held];
      held.clear();
      const sendings: Sending[] = [];
      for (const number of numbers) sendings.push(...(await attempt(number)));
      return sendings;
    },
    stop() {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}

export type Notifier = ReturnType<typeof createNotifier>;

function newsOf(ledger: Ledger, number: string): News | undefined {
  const found = ledger.withRefund(number);
  if (found) {
    const { order, refund } = found;
    const { notice, notifyUrl: url } = refund;
    return notice && url
      ? { kind: "refund", order, refund, notice, url, happenedAt: refund.successAt ?? refund.createdAt }
      : undefined;
  }
  const order = ledger.get(number);
  const happenedAt = order?.payment?.at;
  if (!order?.notice || happenedAt === undefined) return undefined;
  return { kind: "transaction", order, notice: order.notice, url: order.notifyUrl, happenedAt };
}

function saveNotice(ledger: Ledger, number: string, notice: Notice): void {
  const found = ledger.withRefund(number);
  const order = ledger.get(number);
  if (found) ledger.saveRefund(found.order.outTradeNo, { ...found.refund, notice });
  else if (order) ledger.save({ ...order, notice });
}

async function send(account: Account, news: News, fault: NotificationFault | undefined): Promise<Sending> {
  try {
    const response = await fetch(news.url, {
      method: "POST",
      ...writeNotification(account, news, fault),
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    return { status: response.status };
  } catch {
    return { status: null };
  }
}
