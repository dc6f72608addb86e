import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Drawn, PdfRequest } from "./draw";

export type Order = { id: number; kind: "draw"; request: PdfRequest } | { id: number; kind: "missing"; text: string };
export type Answer = { id: number } & ({ pdf: Uint8Array } | { missing: string[] } | { failure: string });

type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void; timer: NodeJS.Timeout };
type Thread = { worker: Worker; waiting: Map<number, Waiting>; drawn: number };

/** The layout engine leaks some 108 kB a document: a thread is let go after this many. */
const DOCUMENTS_PER_THREAD = 400;
const PATIENCE_MS = 30_000;

// Next may evaluate this module once for each route: all share one thread.
const holder = globalThis as typeof globalThis & { pdfThread?: Thread | undefined; pdfOrders?: number };

/**
 * Draws a document in a thread of its own, off the event loop that answers requests; orders are drawn one after the other.
 * `{ missing }` instead of a document names the characters that no installed font can draw. Throws when drawing fails or takes half a minute.
 */
export async function renderPdf(request: PdfRequest): Promise<Drawn> {
  const answer = await send((id) => ({ id, kind: "draw", request }));
  return "pdf" in answer ? { pdf: answer.pdf } : { missing: answer.missing };
}

/** Those characters of a text that no installed font can draw. */
export async function missingGlyphs(text: string): Promise<string[]> {
  const answer = await send((id) => ({ id, kind: "missing", text }));
  return "missing" in answer ? answer.missing : [];
}

async function send(order: (id: number) => Order): Promise<Exclude<Answer, { failure: string }>> {
  const id = (holder.pdfOrders = (holder.pdfOrders ?? 0) + 1);
  const thread = currentThread();
  const answer = await new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => end(thread, new Error("drawing a document took too long")), PATIENCE_MS);
    thread.waiting.set(id, { resolve, reject, timer });
    thread.worker.ref();
    thread.worker.postMessage(order(id));
  });
  if ("failure" in answer) throw new Error(`drawing a document failed: ${answer.failure}`);
  return answer;
}

function currentThread(): Thread {
  if (holder.pdfThread && holder.pdfThread.drawn < DOCUMENTS_PER_THREAD) {
    holder.pdfThread.drawn += 1;
    return holder.pdfThread;
  }
  return (holder.pdfThread = startThread());
}

function startThread(): Thread {
  const program = path.join(/* turbopackIgnore: true */ process.cwd(), ".build", "pdf-thread.mjs");
  const worker = new Worker(program, { name: "pdf" });
  const thread: Thread = { worker, waiting: new Map(), drawn: 1 };
  worker.on("message", (answer: Answer) => {
    const asked = thread.waiting.get(answer.id);
    thread.waiting.delete(answer.id);
    if (asked) {
      clearTimeout(asked.timer);
      asked.resolve(answer);
    }
    if (thread.waiting.size > 0) return;
    // An idle thread must not keep its process alive; a worn one goes.
    worker.unref();
    if (holder.pdfThread !== thread) void worker.terminate();
  });
  worker.on("error", (error) => end(thread, error instanceof Error ? error : new Error("the drawing thread failed")));
  worker.on("exit", () => end(thread, new Error("the drawing thread ended")));
  return thread;
}

/** Gives up a thread and tells everybody who waits for it; the next order starts another. */
function end(thread: Thread, error: Error): void {
  if (holder.pdfThread === thread) holder.pdfThread = undefined;
  for (const { reject, timer } of thread.waiting.values()) {
    clearTimeout(timer);
    reject(error);
  }
  thread.waiting.clear();
  void thread.worker.terminate();
}
