import { consume, type Limit } from "@/lib/adapter/rate-limit/limiter";

/** Documents of one person that are drawn on request. All documents are drawn one after the other. */
const drawings: Limit = { name: "drawings", points: 60, seconds: 3600 };

/** The answer to whoever asks for the documents of this account or order too often; null: there is none, draw it. */
export async function drawnTooOften(owner: string): Promise<Response | null> {
  if ((await consume(drawings, owner)).allowed) return null;
  return new Response("打开次数过多，请一小时后再试。", {
    status: 429,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
