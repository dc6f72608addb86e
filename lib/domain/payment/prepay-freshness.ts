import type { PaymentChannel } from "@/lib/adapter/db/enums";

const MINUTE_MS = 60_000;

/**
 * WeChat's codes and prepay ids live two hours, H5 addresses five minutes; some of it is left for the person who has
 * just opened the page.
 */
const LIFE_MS: Record<PaymentChannel, number> = { NATIVE: 110 * MINUTE_MS, JSAPI: 110 * MINUTE_MS, H5: 4 * MINUTE_MS };

/**
 * Whether what WeChat gave may still be shown. Older ones are renewed by sending the stored body of their order again,
 * and so are those that came while a clock was wrong, by more than a minute ahead: how old they are is not known.
 */
export function isPrepayFresh(
  { channel, prepayAt }: { channel: PaymentChannel; prepayAt: Date | null },
  now: Date,
): boolean {
  if (!prepayAt) return false;
  const age = now.getTime() - prepayAt.getTime();
  return age > -MINUTE_MS && age < LIFE_MS[channel];
}
