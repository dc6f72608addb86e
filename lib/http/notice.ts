import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { cookieOptions, hostCookie } from "./host-cookie";

// A notice is one sentence that a page shows once: what happened a moment ago, or why the visitor was brought here. A
// redirect carries it to the page in three steps:
//   1. whoever redirects signs the notice's code for that page (withNotice) and puts it into the address;
//   2. the request for that address is answered with a cookie and the address without the notice, so that no reload,
//      bookmark, Back or forwarded link brings it again;
//   3. the request for that page takes the cookie, and the page finds the code in the header NOTICE_HEADER.
// What a script of ours asks for (the page behind a server action) is not redirected: there the code goes from the
// address straight into the header, and the page's own script takes it out of the address.

/** The request header with a page's notice. A value from the caller is dropped. */
export const NOTICE_HEADER = "x-notice";

const PARAMETER = "notice";
const LIFE_SECONDS = 60;
const OWN_ORIGIN = "http://own.invalid";

/**
 * The address of a page of ours that shows the sentence of `code` (app/_lib/messages/all.ts) once, if it is opened
 * within a minute.
 */
export function withNotice(address: string, code: string, now = new Date()): string {
  // In milliseconds: two redirects with the same notice within one second must lead to two addresses. To the router the
  // same address is the page that it already shows, and it would not show what the second post has changed.
  const expires = now.getTime() + LIFE_SECONDS * 1000;
  const token = `${code}.${expires}.${signature(pathOf(address), code, expires)}`;
  return `${address}${address.includes("?") ? "&" : "?"}${PARAMETER}=${token}`;
}

/** The code of a notice that we signed for this page within the last minute; null for everything else. */
function readToken(path: string, token: string, now: Date): string | null {
  const [, code, expires, signed] = /^([a-z0-9_]+)\.(\d+)\.([\w-]+)$/.exec(token) ?? [];
  if (code === undefined || signed === undefined || now.getTime() > Number(expires)) return null;
  const expected = Buffer.from(signature(path, code, Number(expires)));
  const given = Buffer.from(signed);
  return given.length === expected.length && timingSafeEqual(given, expected) ? code : null;
}

const signature = (path: string, code: string, expires: number): string =>
  createHmac("sha256", env().NEXTAUTH_SECRET)
    .update(`notice ${path} ${code} ${expires}`)
    .digest("base64url")
    .slice(0, 22);

/** Each page has a cookie of its own, so that two tabs do not take each other's notices. */
const cookieOf = (path: string): string =>
  hostCookie(`notice-${createHash("sha256").update(path).digest("hex").slice(0, 8)}`);

/**
 * Steps 2 and 3 for a request without a body. `wantsPage`: the browser navigates to the page, as opposed to a request
 * by our script. Returns whether the request has been answered.
 */
export function handOverNotice(
  request: IncomingMessage,
  response: ServerResponse,
  wantsPage: boolean,
  now = new Date(),
): boolean {
  const { url = "/", headers } = request;
  if (!url.includes(`${PARAMETER}=`) && !headers.cookie?.includes("notice-")) return false;
  const path = pathOf(url);
  const query = new URLSearchParams(/\?.*$/s.exec(url)?.[0] ?? "");
  const token = query.get(PARAMETER);
  if (token === null) {
    if (wantsPage) takeCookie(request, response, path, now);
    return false;
  }
  const code = readToken(path, token, now);
  if (!wantsPage) {
    if (code !== null) headers[NOTICE_HEADER] = code;
    return false;
  }
  query.delete(PARAMETER);
  if (code !== null) response.setHeader("set-cookie", cookie(path, token, LIFE_SECONDS));
  response.setHeader("cache-control", "no-store");
  response.setHeader("location", query.size > 0 ? `${path}?${query}` : path);
  response.statusCode = 303;
  response.end();
  return true;
}

function takeCookie({ headers }: IncomingMessage, response: ServerResponse, path: string, now: Date): void {
  const name = cookieOf(path);
  const token = headers.cookie
    ?.split("; ")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (token === undefined) return;
  response.setHeader("set-cookie", cookie(path, "", 0));
  const code = readToken(path, token, now);
  if (code !== null) headers[NOTICE_HEADER] = code;
}

function cookie(path: string, value: string, seconds: number): string {
  const { path: within, secure } = cookieOptions();
  return `${cookieOf(path)}=${value}; Path=${within}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** The page of an address, as a browser resolves it. Never with two leading slashes, which would name another host. */
const pathOf = (address: string): string => new URL(address, OWN_ORIGIN).pathname.replace(/^\/+/, "/");
