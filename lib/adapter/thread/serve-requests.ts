import { parentPort } from "node:worker_threads";

/** The response of a side thread to a request. */
export type Reply = { id: number } & ({ answer: object } | { failure: string });

/** The loop of a side thread's program: handles the requests of side-thread.ts one after the other. */
export function serveRequests<Order>(carryOut: (order: Order) => Promise<object>): void {
  let last: Promise<void> = Promise.resolve();
  parentPort?.on("message", ({ id, order }: { id: number; order: Order }) => {
    last = last.then(async () => parentPort?.postMessage(await reply(id, () => carryOut(order))));
  });
}

async function reply(id: number, work: () => Promise<object>): Promise<Reply> {
  try {
    return { id, answer: await work() };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : "unknown" };
  }
}
