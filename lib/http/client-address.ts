import { headers } from "next/headers";
import { isIP, isIPv6 } from "node:net";
import { env } from "@/lib/env";

/**
 * The client's address; "" when there is none. Every proxy appends the address of its caller, so the client is
 * TRUSTED_PROXIES places from the end. Entries before it were written by the client and are not trusted.
 */
export function wholeAddressIn(forwardedFor: string | null, trustedProxies: number): string {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  return bareAddress(hops.at(-Math.max(trustedProxies, 1)) ?? "");
}

/**
 * Normalises an address. Some proxies append the port (1.2.3.4:56789, [2001:db8::1]:56789), some write IPv6 in brackets
 * or with a zone (fe80::1%eth0), and a dual-stack socket writes IPv4 as ::ffff:1.2.3.4.
 */
function bareAddress(hop: string): string {
  const unquoted = hop.replace(/^"(.*)"$/, "$1");
  const inBrackets = /^\[([^\]]*)\](?::\d+)?$/.exec(unquoted)?.[1];
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(unquoted)?.[1];
  const address = (inBrackets ?? withPort ?? unquoted).replace(/%.*$/, "");
  const groups = ipv6Groups(address);
  if (!groups) return address;
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255].join(".") : address;
}

/**
 * The client's address for limits: the /64 of an IPv6 address counts as one client, because one host owns all of it.
 */
export function addressIn(forwardedFor: string | null, trustedProxies: number): string {
  const address = wholeAddressIn(forwardedFor, trustedProxies);
  const groups = ipv6Groups(address);
  if (!groups) return isIP(address) ? address : "unknown";
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":");
}

/**
 * The eight groups of an IPv6 address in any spelling; null for anything else. The URL parser normalises the spelling.
 */
function ipv6Groups(address: string): number[] | null {
  if (!isIPv6(address)) return null;
  const [left = "", right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const numbers = (text: string) => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [numbers(left), numbers(right ?? "")];
  return right === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

export async function clientAddress(): Promise<string> {
  return addressIn((await headers()).get("x-forwarded-for"), env().TRUSTED_PROXIES);
}

/** The visitor's IP address, to hand to WeChat; null when it is not known. */
export async function visitorIp(): Promise<string | null> {
  const address = wholeAddressIn((await headers()).get("x-forwarded-for"), env().TRUSTED_PROXIES);
  return isIP(address) ? address : null;
}
