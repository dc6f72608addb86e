import { serveRequests } from "@/lib/adapter/thread/serve-requests";
import { draw } from "./draw";
import { coverage } from "./fonts";
import { outline } from "./outline";
import type { PdfThreadRequest } from "./renderer";

// The program of the drawing thread: bundled into one file, started and ended by side-thread.ts. One order after the
// other: the fonts of one document are registered while the next waits.

serveRequests(async (order: PdfThreadRequest) => {
  switch (order.kind) {
    case "draw":
      return draw(order.request);
    case "missing":
      return { missing: (await coverage(order.text)).missing };
    case "outline":
      return outline(order.text);
  }
});
