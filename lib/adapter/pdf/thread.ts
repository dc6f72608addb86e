import { answerOrders } from "@/lib/adapter/thread/answer-orders";
import { draw } from "./draw";
import { coverage } from "./fonts";
import { outline } from "./outline";
import type { PdfOrder } from "./renderer";

// The program of the drawing thread: bundled into one file, started and ended by side-thread.ts. One order after the
// other: the fonts of one document are registered while the next waits.

answerOrders(async (order: PdfOrder) => {
  switch (order.kind) {
    case "draw":
      return draw(order.request);
    case "missing":
      return { missing: (await coverage(order.text)).missing };
    case "outline":
      return outline(order.text);
  }
});
