import { serveRequests } from "@/lib/adapter/thread/serve-requests";
import { draw } from "./draw";
import { coverage } from "./fonts";
import { outline } from "./outline";
import type { PdfThreadRequest } from "./renderer";

// The program of the drawing thread, bundled into one file and started by side-thread.ts. Requests run one after the
// other, because the fonts of a document are registered globally.

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
