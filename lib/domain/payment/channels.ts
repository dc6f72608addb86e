import type { PaymentChannel } from "@/lib/adapter/db/enums";

/**
 * The ways to pay that work in this browser, the best one first. WeChat's own browser pays through its bridge, on
 * phones and computers. Other browsers on a phone open the WeChat app. A QR code works everywhere, if necessary with
 * another phone. `bridge`: whether this installation can ask WeChat for the visitor's openid.
 */
export function channelsFor(userAgent: string, bridge: boolean): PaymentChannel[] {
  if (isWeChat(userAgent)) return bridge ? ["JSAPI", "NATIVE"] : ["NATIVE"];
  return /Android|iPhone|iPad|iPod|HarmonyOS|Mobile/i.test(userAgent) ? ["H5", "NATIVE"] : ["NATIVE"];
}

/** WeChat for Work also calls itself MicroMessenger, but its bridge only pays for companies. */
const isWeChat = (userAgent: string): boolean => /MicroMessenger\//i.test(userAgent) && !/wxwork\//i.test(userAgent);
