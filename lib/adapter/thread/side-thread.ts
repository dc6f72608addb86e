import path from "node:path";
import { type ResourceLimits, Worker } from "node:worker_threads";
import type { Reply } from "./serve-requests";

type Waiting = { resolve: (answer: object) => void; reject: (error: Error) => void; timer: NodeJS.Timeout };
type Thread = { worker: Worker; waiting: Map<number, Waiting>; orders: number };

/** What runs beside the event loop that answers requests, and when it is given up. */
export type SideProgram = {
  /** The program's name in lib/launch/bundle.mjs. */
  program: string;
  /** After so many orders a thread is let go: what its libraries leak goes with it. */
  ordersPerThread: number;
  /** An order that takes longer ends the thread. Milliseconds. */
  patienceMs: number;
  resourceLimits?: ResourceLimits;
};

/** A program in a side thread failed, or took too long. */
export class SideThreadError extends Error {}

// Next may evaluate a module once for each route: all share one thread a program.
const holder = globalThis as typeof globalThis & { sideThreads?: Map<string, Thread>; sideOrders?: number };

/**
 * Has an order carried out in the program's thread, which is started on first use and shared. Orders are carried out
 * one after the other. Throws SideThreadError when the program throws, dies or takes too long; others who wait for the
 * same thread are then told so as well.
 */
export async function orderFrom<Order extends object, Answer extends object>(
  program: SideProgram,
  order: Order,
): Promise<Answer> {
  const id = (holder.sideOrders = (holder.sideOrders ?? 0) + 1);
  const thread = currentThread(program);
  return (await new Promise<object>((resolve, reject) => {
    const timer = setTimeout(() => end(program, thread, "took too long"), program.patienceMs);
    thread.waiting.set(id, { resolve, reject, timer });
    thread.worker.ref();
    thread.worker.postMessage({ id, order });
  })) as Answer;
}

/** Ends a program's thread, should one run. */
export function endThread(program: SideProgram): void {
  const thread = threads().get(program.program);
  if (thread) end(program, thread, "was ended");
}

const threads = () => (holder.sideThreads ??= new Map());

function currentThread(program: SideProgram): Thread {
  const current = threads().get(program.program);
  if (!current || current.orders >= program.ordersPerThread) return startThread(program);
  current.orders += 1;
  return current;
}

function startThread(program: SideProgram): Thread {
  const { program: name, resourceLimits } = program;
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), ".build", `${name}.mjs`);
  const worker = new Worker(file, { name, ...(resourceLimits ? { resourceLimits } : {}) });
  const thread: Thread = { worker, waiting: new Map(), orders: 1 };
  threads().set(name, thread);
  worker.on("message", (reply: Reply) => {
    const asked = thread.waiting.get(reply.id);
    thread.waiting.delete(reply.id);
    if (asked) {
      clearTimeout(asked.timer);
      if ("failure" in reply) asked.reject(new SideThreadError(`${name}: ${reply.failure}`));
      else asked.resolve(reply.answer);
    }
    if (thread.waiting.size > 0) return;
    // An idle thread must not keep its process alive; a worn one goes.
    worker.unref();
    if (threads().get(name) !== thread || thread.orders >= program.ordersPerThread) end(program, thread, "was let go");
  });
  worker.on("error", (error) => end(program, thread, error instanceof Error ? error.message : "failed"));
  worker.on("exit", () => end(program, thread, "ended"));
  return thread;
}

/** Gives up a thread and tells everybody who waits for it; the next order starts another. */
function end({ program }: SideProgram, thread: Thread, why: string): void {
  if (threads().get(program) === thread) threads().delete(program);
  for (const { reject, timer } of thread.waiting.values()) {
    clearTimeout(timer);
    reject(new SideThreadError(`${program}: ${why}`));
  }
  thread.waiting.clear();
  void thread.worker.terminate();
}
