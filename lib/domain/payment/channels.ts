import type { PaymentChannel } from "@/lib/adapter/db/enums";

/**
 * The ways to pay that work in this browser, the right one first. WeChat's own browser pays by its bridge, on phones
 * and on computers; a phone's other browsers open WeChat; a code to be scanned works everywhere, with another phone
 * where need be. `bridge`: whether this installation can ask WeChat who its visitor is.
 */
export function channelsFor(userAgent: string, bridge: boolean): PaymentChannel[] {
  if (isWeChat(userAgent)) return bridge ? ["JSAPI", "NATIVE"] : ["NATIVE"];
  return /Android|iPhone|iPad|iPod|HarmonyOS|Mobile/i.test(userAgent) ? ["H5", "NATIVE"] : ["NATIVE"];
}

/** WeChat's browser. WeChat for Work calls itself so too, and has a bridge that pays for companies only. */
const isWeChat = (userAgent: string): boolean => /MicroMessenger\//i.test(userAgent) && !/wxwork\//i.test(userAgent);
