import { createHash } from "node:crypto";
import { z } from "zod";
import { unknown, type Answer } from "@/lib/adapter/wechat-pay/answer";
import type { Connection } from "@/lib/adapter/wechat-pay/connection";
import { readTradeBill, type TradeBillRow } from "@/lib/adapter/wechat-pay/trade-bill";
import { CANONICAL_ORIGIN } from "@/lib/adapter/wechat-pay/transport";

const announced = z.object({
  download_url: z.url(),
  hash_type: z.literal("SHA1"),
  hash_value: z.string().regex(/^[0-9a-f]{40}$/i),
});

/** A bill takes longer than a call about one order. */
const DOWNLOAD_TIMEOUT_MS = 60_000;

export type FetchedBill = { rows: TradeBillRow[]; hash: string };

/**
 * `no_trades`: WeChat says that nobody paid; `no_trades_unsigned`: somebody says so, without a signature. `not_ready`:
 * ask again in half an hour.
 */
type NoBill = "no_trades" | "no_trades_unsigned" | "not_ready";

/**
 * 交易账单 of one Shanghai day ("2023-10-15"), every payment and refund of it. The announcement is signed, the file is not:
 * it counts only when its SHA-1 is the one announced.
 */
export async function fetchTradeBill(connection: Connection, day: string): Promise<Answer<FetchedBill | NoBill>> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError("a bill is asked for by its day, yyyy-MM-dd");
  const answer = await connection.call((library) => library.tradebill({ bill_date: day, bill_type: "ALL" }));
  if (!answer.ok) {
    // Only a definite refusal counts: an outage with the same code tells nothing about the day.
    if (answer.error.kind !== "api") return answer;
    const { code, signed } = answer.error;
    if (code === "NO_STATEMENT_EXIST") return { ok: true, value: signed ? "no_trades" : "no_trades_unsigned" };
    return code === "STATEMENT_CREATING" ? { ok: true, value: "not_ready" } : answer;
  }
  const announcement = announced.safeParse(answer.value.data);
  if (!announcement.success) return unknown("unreadable");

  // Only the path is used: no response may direct our signed request to another host.
  const { pathname, search } = new URL(announcement.data.download_url);
  if (pathname !== "/v3/billdownload/file") return unknown("unreadable");
  const file = await connection.call(
    (library) => library.downloadBill(`${CANONICAL_ORIGIN}${pathname}${search}`),
    DOWNLOAD_TIMEOUT_MS,
  );
  if (!file.ok) return file;
  const bytes = file.value.data;
  if (!(bytes instanceof Uint8Array)) return unknown("unreadable");

  const hash = createHash("sha1").update(bytes).digest("hex");
  if (hash !== announcement.data.hash_value.toLowerCase()) return unknown("hash_wrong");
  const rows = readTradeBill(Buffer.from(bytes).toString("utf8"));
  return rows ? { ok: true, value: { rows, hash } } : unknown("unreadable");
}
