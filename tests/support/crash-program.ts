import { closeLiveOrder } from "@/lib/domain/payment/commands/close-live-order";
import { createOrder } from "@/lib/domain/payment/commands/create-order";
import { refreshOrder } from "@/lib/domain/payment/commands/refresh-order";
import { requestRefunds } from "@/lib/domain/payment/commands/request-refunds";
import { sweepRefunds } from "@/lib/domain/payment/commands/sweep-refunds";
import { db } from "@/lib/adapter/db/client";

// A process that does one thing with money and may be killed anywhere in it: `node crash-program.mjs <what> <ids as
// JSON>`. It says "ready" once it is warm, and begins at the first byte it reads.

const [what = "", ids = "{}"] = process.argv.slice(2);
const {
  accountId = "",
  registrationId = "",
  orderId = "",
  chargeId = "",
  staffId = "",
} = JSON.parse(ids) as Record<string, string>;

const things: Record<string, () => Promise<unknown>> = {
  create: () => createOrder({ accountId, registrationId, way: { channel: "NATIVE" } }, new Date()),
  settle: () => refreshOrder({ accountId, orderId }, new Date()),
  close: () => closeLiveOrder({ registrationId }, new Date()),
  refund: async () => {
    await requestRefunds({ staffId, reason: "退考", targets: [{ chargeId, amountFen: 5000 }] }, new Date());
    await sweepRefunds({ now: () => new Date() });
  },
};

// A first query opens the connections, so that the kill meets the work and not the start.
await db().$queryRaw`SELECT 1`;
process.stdout.write("ready\n");
process.stdin.once("data", () => {
  const thing = things[what];
  if (!thing) throw new Error(`nothing is called ${what}`);
  void thing().then(() => process.exit(0));
});
