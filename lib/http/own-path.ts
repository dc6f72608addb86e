import { headers } from "next/headers";

/**
 * The page of ours that a form was posted from, for the return after signing in; undefined without a Referer.
 */
export async function postedFrom(): Promise<string | undefined> {
  const asked = await headers();
  const referer = asked.get("referer");
  if (!referer || !URL.canParse(referer)) return undefined;
  const { host, pathname } = new URL(referer);
  return host === asked.get("host") ? ownPath(pathname, "/") : undefined;
}

/** The page of ours with its query from which a link was followed; the home page without a Referer. */
export async function cameFrom(): Promise<string> {
  const asked = await headers();
  const referer = asked.get("referer");
  if (!referer || !URL.canParse(referer)) return "/";
  const { host, pathname, search } = new URL(referer);
  return host === asked.get("host") && pathname !== "/display" ? ownPath(pathname + search, "/") : "/";
}

// A host that does not exist: an address that resolves to another origin leads to another site.
const OWN_ORIGIN = "http://own.invalid";
const MAX_PATH_CHARACTERS = 2000;

/**
 * The page after signing in: `next`, if it is a page of ours when a browser resolves it, else `fallback`. Only the
 * resolved address is safe: "/..//host/x" and "/%2e%2e//host/x" become "//host/x", which leads to another site when it
 * is resolved again.
 */
export function ownPath(next: unknown, fallback: string): string {
  // Browsers read "\" as "/" and drop tabs and line breaks, so both could hide a second slash.
  if (typeof next !== "string" || next.length > MAX_PATH_CHARACTERS || !/^\/[^\\\s\p{Cc}]*$/u.test(next))
    return fallback;
  if (!URL.canParse(next, OWN_ORIGIN)) return fallback;
  const { origin, pathname, search } = new URL(next, OWN_ORIGIN);
  // No page's path has an encoded slash, backslash or percent sign, but a proxy may decode it.
  const leadsAway = origin !== OWN_ORIGIN || pathname.includes("//") || /%(?:2f|5c|25|[01][\da-f])/i.test(pathname);
  // A route under /api/ is not a page.
  return leadsAway || /^\/api(?:\/|$)/i.test(pathname) ? fallback : pathname + search;
}

/** The page of the desk after signing in: `next`, if it is one, else the desk's first page. */
export function deskPath(next: unknown): string {
  const path = ownPath(next, "/admin");
  return /^\/admin(?:[/?]|$)/.test(path) ? path : "/admin";
}
