import { type Window, windowState, type WindowState } from "@/lib/domain/exam-session/windows";

export type PaymentPhase = WindowState | "last_minute";

/**
 * WeChat raises an expiry that is nearer than this to one minute after creation, which could be after our window
 * closes.
 */
export const LAST_MINUTE_MS = 60_000;

/**
 * Whether an order may be created or shown now. In the last minute it may not, but a payment that has already begun
 * still counts.
 */
export function paymentPhase(window: Window, now: Date): PaymentPhase {
  const state = windowState(window, now);
  return state === "open" && window.closesAt.getTime() - now.getTime() <= LAST_MINUTE_MS ? "last_minute" : state;
}
