import { parentPort } from "node:worker_threads";
import { coverage } from "./fonts";
import { draw } from "./draw";
import type { Answer, Order } from "./renderer";

// The program of the drawing thread: bundled into one file, started and ended by renderer.ts.

const carryOut = async (order: Order): Promise<Answer> => {
  try {
    if (order.kind === "missing") return { id: order.id, missing: (await coverage(order.text)).missing };
    return { id: order.id, ...(await draw(order.request)) };
  } catch (error) {
    return { id: order.id, failure: error instanceof Error ? (error.stack ?? error.message) : "unknown" };
  }
};

// One after the other: the fonts of one document are registered while the next waits.
let last: Promise<void> = Promise.resolve();

parentPort?.on("message", (order: Order) => {
  last = last.then(async () => parentPort?.postMessage(await carryOut(order)));
});
