import type { PaymentChannel } from "@/lib/adapter/db/enums";

const MINUTE_MS = 60_000;

/**
 * WeChat's QR codes and prepay ids are valid for two hours, H5 addresses for five minutes. These limits are shorter, so
 * that the candidate who has just opened the page still has time to pay.
 */
const LIFE_MS: Record<PaymentChannel, number> = { NATIVE: 110 * MINUTE_MS, JSAPI: 110 * MINUTE_MS, H5: 4 * MINUTE_MS };

/**
 * Whether the payment link or code may still be shown. An older one is renewed by sending the stored body of its order
 * again. One dated more than a minute in the future came while a clock was wrong, so its age is unknown; it is renewed
 * too.
 */
export function isPrepayFresh(
  { channel, prepayAt }: { channel: PaymentChannel; prepayAt: Date | null },
  now: Date,
): boolean {
  if (!prepayAt) return false;
  const age = now.getTime() - prepayAt.getTime();
  return age > -MINUTE_MS && age < LIFE_MS[channel];
}
