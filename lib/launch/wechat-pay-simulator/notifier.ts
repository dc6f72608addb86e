import type { Account } from "./account";
import type { FaultPlan, NotificationFault } from "./faults";
import type { Ledger, Order } from "./ledger";
import { writeNotification } from "./notification";

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

/** Tells merchants of payments, again and again until one answers 200 or 204. Its schedule survives a restart in the ledger. */
export function createNotifier(account: Account, ledger: Ledger, faults: FaultPlan, delays: readonly number[] = RETRY_DELAYS) {
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;

  const schedule = ({ outTradeNo, notice }: Order) => {
    if (stopped || !notice || notice.nextAt === null) return;
    clearTimeout(timers.get(outTradeNo));
    timers.set(
      outTradeNo,
      setTimeout(() => void attempt(outTradeNo), Math.max(0, notice.nextAt - Date.now())),
    );
  };

  /** One attempt of the schedule, and the next one set when the merchant did not confirm. Returns the merchant's answers. */
  const attempt = async (outTradeNo: string): Promise<Sending[]> => {
    clearTimeout(timers.get(outTradeNo));
    timers.delete(outTradeNo);
    const before = ledger.get(outTradeNo);
    if (!before?.notice) return [];

    const fault = faults.takeNotification();
    const sendings =
      fault === "lost"
        ? []
        : await Promise.all(Array.from({ length: fault === "duplicated" ? 10 : 1 }, () => send(account, before, fault)));
    const confirmed = sendings.some(({ status }) => status === 200 || status === 204);
    const after = ledger.get(outTradeNo) ?? before;
    const { notice = before.notice } = after;
    const delay = delays[notice.attempts];
    const order: Order = {
      ...after,
      notice: {
        ...notice,
        attempts: notice.attempts + 1,
        lastStatus: sendings[0]?.status ?? null,
        nextAt: confirmed || fault === "lost" || delay === undefined ? null : Date.now() + delay,
      },
    };
    // Stopped while it was out: the attempt is not counted, so the next start sends it again, as a merchant must expect.
    if (stopped) return sendings;
    ledger.save(order);
    schedule(order);
    return sendings;
  };

  ledger.all().forEach(schedule);
  return {
    schedule,
    attempt,
    stop() {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}

export type Notifier = ReturnType<typeof createNotifier>;

async function send(account: Account, order: Order, fault: NotificationFault | undefined): Promise<Sending> {
  try {
    const response = await fetch(order.notifyUrl, {
      method: "POST",
      ...writeNotification(account, order, fault),
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    return { status: response.status };
  } catch {
    return { status: null };
  }
}
