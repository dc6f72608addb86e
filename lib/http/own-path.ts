import { headers } from "next/headers";

/**
 * The page of ours that a form was posted from, to come back to after signing in; undefined when the browser does not
 * say.
 */
export async function postedFrom(): Promise<string | undefined> {
  const asked = await headers();
  const referer = asked.get("referer");
  if (!referer || !URL.canParse(referer)) return undefined;
  const { host, pathname } = new URL(referer);
  return host === asked.get("host") ? ownPath(pathname, "/") : undefined;
}

// No machine of ours has this name: an address that resolves to any other origin leads away.
const OWN_ORIGIN = "http://own.invalid";
const MAX_PATH_CHARACTERS = 2000;

/**
 * Where to go after signing in: the address of a page of ours, resolved as a browser resolves it, else `fallback`. Only
 * the resolved address is safe to hand on: "/..//host/x" and "/%2e%2e//host/x" become "//host/x", and whoever resolves
 * that once more is at another site.
 */
export function ownPath(next: unknown, fallback: string): string {
  // Browsers read "\" as "/" and drop tabs and line breaks, so both could hide a second slash.
  if (typeof next !== "string" || next.length > MAX_PATH_CHARACTERS || !/^\/[^\\\s\p{Cc}]*$/u.test(next))
    return fallback;
  if (!URL.canParse(next, OWN_ORIGIN)) return fallback;
  const { origin, pathname, search } = new URL(next, OWN_ORIGIN);
  // An encoded slash, backslash or percent sign stands in no page's path, but a proxy may decode it.
  const leadsAway = origin !== OWN_ORIGIN || pathname.includes("//") || /%(?:2f|5c|25|[01][\da-f])/i.test(pathname);
  // A route under /api/ is no page to arrive at.
  return leadsAway || /^\/api(?:\/|$)/i.test(pathname) ? fallback : pathname + search;
}
