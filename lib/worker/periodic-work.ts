import { shanghaiMidnight } from "@/lib/core/clock";
import type { Periodic } from "@/lib/adapter/jobs/periodic";
import type { PeriodicTask } from "@/lib/adapter/jobs/tasks";
import { logger } from "@/lib/adapter/log/logger";
import { sendWaitingSms } from "@/lib/domain/account/commands/send-waiting-sms";
import { queueReminders } from "@/lib/domain/message/commands/queue-reminders";
import { queueWechatMessages, sendWechatMessages } from "@/lib/domain/message/commands/wechat-messages";
import { db } from "@/lib/adapter/db/client";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { deleteExpired } from "@/lib/domain/account/commands/delete-expired";
import { fetchBills } from "@/lib/domain/payment/commands/fetch-bills";
import { sweepOpenOrders } from "@/lib/domain/payment/commands/sweep-open-orders";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { nextRefundAt } from "@/lib/domain/payment/queries/refunds";
import { resumeImports } from "@/lib/domain/roster/commands/run-import";
import { env } from "@/lib/env";

const MINUTE = 60;

/** The work that repeats, and how often at least. */
export const periodicWork = (): Record<PeriodicTask, Periodic> => ({
  "sweep-open-orders": {
    everySeconds: env().WECHAT_PAY_POLL_SECONDS,
    run: async (signal) => {
      const swept = await sweepOpenOrders({ now: () => new Date(), ...(signal && { signal }) });
      if (swept.looked > 0) logger.info(swept, "swept open payment orders");
    },
  },
  // A new refund plans a round at once, which replaces the planned one.
  "sweep-refunds": {
    everySeconds: MINUTE,
    run: async (signal) => {
      const swept = await sweepRefunds({ now: () => new Date(), ...(signal && { signal }) });
      if (swept.looked > 0) logger.info(swept, "swept refunds");
      const due = await nextRefundAt();
      return due ? Math.max((due.getTime() - Date.now()) / 1000, 1) : undefined;
    },
  },
  "fetch-bills": {
    everySeconds: 30 * MINUTE,
    run: async () => {
      const done = await fetchBills(new Date());
      if (done.compared > 0) logger.info(done, "compared trade bills");
    },
  },
  "tend-roster-imports": {
    everySeconds: MINUTE,
    run: async () => {
      const tended = await resumeImports(new Date());
      if (tended.resumed + tended.givenUp > 0) logger.info(tended, "tended roster imports");
    },
  },
  "delete-expired": {
    everySeconds: 24 * 60 * MINUTE,
    run: async () => {
      logger.info(await deleteExpired(new Date()), "deleted what has expired");
      return secondsUntilNight(new Date());
    },
  },
  "send-wechat": {
    everySeconds: MINUTE,
    run: async (signal) => {
      const queued = await queueWechatMessages(new Date());
      const round = await sendWechatMessages({ now: () => new Date(), ...(signal && { signal }) });
      if (queued + round.sent + round.notSent > 0) logger.info({ queued, ...round }, "sent template messages");
    },
  },
  "queue-reminders": {
    everySeconds: 5 * MINUTE,
    run: async () => {
      const queued = await queueReminders(new Date());
      if (queued > 0) {
        logger.info({ queued }, "queued reminders");
        await enqueue(db(), "send-sms", {}, { jobKey: "send-sms" });
      }
    },
  },
  // Whoever queues many plans a round at once, which replaces the planned one.
  "send-sms": {
    everySeconds: 15,
    run: async (signal) => {
      const round = await sendWaitingSms({ now: () => new Date(), ...(signal && { signal }) });
      if (round.sent + round.notSent + round.asked > 0) logger.info(round, "sent messages that waited");
    },
  },
});

/** Seconds until 03:30 in Shanghai, when few people use the system. */
function secondsUntilNight(now: Date): number {
  const HALF_PAST_THREE_MS = 3.5 * 3_600_000;
  const [today, tomorrow] = [0, 1].map(
    (day) => shanghaiMidnight(now, day).getTime() + HALF_PAST_THREE_MS - now.getTime(),
  );
  return ((today ?? 0) > MINUTE * 1000 ? (today ?? 0) : (tomorrow ?? 0)) / 1000;
}
