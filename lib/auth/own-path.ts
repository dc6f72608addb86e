import { headers } from "next/headers";

/** The page of ours that a form was posted from, to come back to after signing in; undefined when the browser does not say. */
export async function postedFrom(): Promise<string | undefined> {
  const asked = await headers();
  const referer = asked.get("referer");
  if (!referer || !URL.canParse(referer)) return undefined;
  const { host, pathname } = new URL(referer);
  return host === asked.get("host") ? ownPath(pathname, "/") : undefined;
}

/** Where to go after signing in: a path of ours, never another site. Browsers read "//host" and "/\host" as one. */
export function ownPath(next: unknown, fallback: string): string {
  if (typeof next !== "string" || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(next)) return fallback;
  return next;
}
