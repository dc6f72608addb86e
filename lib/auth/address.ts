import { headers } from "next/headers";
import { isIP, isIPv6 } from "node:net";
import { env } from "@/lib/env";

/**
 * The address a request came from, "" where there is none. Every proxy appends the address it was called from, so the one that our
 * outermost proxy saw stands TRUSTED_PROXIES places from the end; what stands before it was written by the caller and is worth nothing.
 */
export function wholeAddressIn(forwardedFor: string | null, trustedProxies: number): string {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  return (hops.at(-Math.max(trustedProxies, 1)) ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
}

/** The same for limits: an IPv6 host owns its whole /64, which therefore counts as one. */
export function addressIn(forwardedFor: string | null, trustedProxies: number): string {
  const address = wholeAddressIn(forwardedFor, trustedProxies);
  if (!isIPv6(address)) return address || "unknown";
  const [head = "", tail] = address.split("::");
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":");
}

export async function clientAddress(): Promise<string> {
  return addressIn((await headers()).get("x-forwarded-for"), env().TRUSTED_PROXIES);
}

/** The visitor's IP address as another party sees it, null where none is known. */
export async function visitorIp(): Promise<string | null> {
  const address = wholeAddressIn((await headers()).get("x-forwarded-for"), env().TRUSTED_PROXIES);
  return isIP(address) ? address : null;
}
