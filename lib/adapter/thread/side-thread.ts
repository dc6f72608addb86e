import path from "node:path";
import { type ResourceLimits, Worker } from "node:worker_threads";
import type { Reply } from "./serve-requests";

type Waiting = { resolve: (answer: object) => void; reject: (error: Error) => void; timer: NodeJS.Timeout };
type Thread = { worker: Worker; waiting: Map<number, Waiting>; orders: number };

/** A program that runs in a thread beside the event loop, and its limits. */
export type SideProgram = {
  /** The program's name in lib/launch/bundle.mjs. */
  program: string;
  /** A thread ends after this many requests, because its libraries leak memory. */
  ordersPerThread: number;
  /** Milliseconds. A request that takes longer ends the thread. */
  patienceMs: number;
  resourceLimits?: ResourceLimits;
};

/** A program in a side thread failed, or took too long. */
export class SideThreadError extends Error {}

// Next may evaluate a module once for each route: all share one thread a program.
const holder = globalThis as typeof globalThis & { sideThreads?: Map<string, Thread>; sideOrders?: number };

/**
 * Runs a request in the program's thread, which is started on first use and shared. Requests run one after the other.
 * Throws SideThreadError when the program throws, dies or takes too long; all other requests that wait for the same
 * thread fail too.
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
    // An idle thread must not keep its process alive. A thread that reached its limit of requests ends.
    worker.unref();
    if (threads().get(name) !== thread || thread.orders >= program.ordersPerThread) end(program, thread, "was let go");
  });
  worker.on("error", (error) => end(program, thread, error instanceof Error ? error.message : "failed"));
  worker.on("exit", () => end(program, thread, "ended"));
  return thread;
}

/** Ends a thread and fails all requests that wait for it. The next request starts another one. */
function end({ program }: SideProgram, thread: Thread, why: string): void {
  if (threads().get(program) === thread) threads().delete(program);
  for (const { reject, timer } of thread.waiting.values()) {
    clearTimeout(timer);
    reject(new SideThreadError(`${program}: ${why}`));
  }
  thread.waiting.clear();
  void thread.worker.terminate();
}
