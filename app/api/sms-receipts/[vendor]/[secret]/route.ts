import { createHash, timingSafeEqual } from "node:crypto";
import { receiptAnswers, readReceipts } from "@/lib/adapter/sms/receipts";
import { logger } from "@/lib/adapter/log/logger";
import { readBounded } from "@/lib/core/read-bounded";
import { recordReceipts } from "@/lib/domain/account/commands/record-receipts";
import { env } from "@/lib/env";

/** A thousand reports are about 300 kB. */
const MAX_BYTES = 1_000_000;

const digest = (text: string) => createHash("sha256").update(text).digest();

const isVendor = (name: string): name is keyof typeof readReceipts => Object.hasOwn(readReceipts, name);

/**
 * Takes the vendors' reports of what arrived. They sign nothing: the address is the secret, and for everybody else it
 * does not exist. An outage throws, and the vendor posts again.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ vendor: string; secret: string }> },
): Promise<Response> {
  const { vendor, secret } = await params;
  const ours = env().SMS_RECEIPT_SECRET;
  if (!ours || !isVendor(vendor) || !timingSafeEqual(digest(secret), digest(ours)))
    return new Response(null, { status: 404 });
  const body = await readBounded(request, MAX_BYTES);
  if (!body) return new Response(null, { status: 413 });
  const receipts = readReceipts[vendor](parsed(body));
  if (!receipts) return new Response(null, { status: 400 });
  const changed = await recordReceipts(receipts);
  logger.info({ vendor, receipts: receipts.length, changed }, "delivery receipts of SMS");
  return Response.json(receiptAnswers[vendor]);
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
