import { type Window, windowState, type WindowState } from "@/lib/domain/exam-session/windows";

export type PaymentPhase = WindowState | "last_minute";

/**
 * WeChat lifts an expiry that is nearer than this to "one minute after the create", which would be after our window.
 */
export const LAST_MINUTE_MS = 60_000;

/**
 * Whether an order may be made or shown now. In the last minute neither happens, although a payment under way still
 * counts.
 */
export function paymentPhase(window: Window, now: Date): PaymentPhase {
  const state = windowState(window, now);
  return state === "open" && window.closesAt.getTime() - now.getTime() <= LAST_MINUTE_MS ? "last_minute" : state;
}
