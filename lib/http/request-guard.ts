import type { IncomingMessage, ServerResponse } from "node:http";
import { actionPostProblem, mayBeAction } from "./action-post";
import { handOverNotice, NOTICE_HEADER } from "./notice";
import { plainPage, plainPagePolicy, refusedPosts } from "./plain-page";
import { drainBeforeEnd, hasBody, wholeBody } from "./request-body";
import { barePolicy, securityHeaders } from "./security-headers";

/** The routes that stream uploads themselves. No other route accepts a body above MAX_BODY_BYTES. */
const streaming = /^\/api\/(?:uploads|roster)\/?(?:\?|$)/;

/** The framework's own limit for the posts of server actions. */
const MAX_BODY_BYTES = 1024 * 1024;

const OWN_ORIGIN = "http://own.invalid";

/**
 * Runs before the framework: sets the security headers, waits for the request body or drains it, and refuses requests
 * that the framework would answer with 500. Returns whether the request goes on to the framework; otherwise it has been
 * answered. `forwarded`: whether a proxy of ours sets X-Forwarded-For; if not, the header comes from the client and is
 * dropped.
 */
export async function guard(
  request: IncomingMessage,
  response: ServerResponse,
  { forwarded }: { forwarded: boolean },
): Promise<boolean> {
  // Next trusts this header, and uses the peer's address when it is missing.
  if (!forwarded) delete request.headers["x-forwarded-for"];
  delete request.headers[NOTICE_HEADER];
  putHeaders(response);
  const problem = targetProblem(request);
  if (problem !== null) return refuse(request, response, problem);
  if (!hasBody(request)) return !isRead(request) || !handOverNotice(request, response, wantsPage(request));
  if (streaming.test(request.url ?? "")) {
    drainBeforeEnd(request, response);
    return true;
  }
  const refused = await judge(request, response);
  return refused === null || refuse(request, response, refused);
}

const isRead = ({ method }: IncomingMessage): boolean => method === "GET" || method === "HEAD";

/** Methods and addresses that the framework would answer with 500, although the mistake is the client's. */
function targetProblem({ method, url = "/" }: IncomingMessage): 400 | 405 | null {
  if (method === "TRACE") return 405;
  if (!url.startsWith("/") || !URL.canParse(url, OWN_ORIGIN)) return 400;
  try {
    // Percent escapes that are not valid UTF-8.
    decodeURIComponent(url.replace(/\?.*$/s, ""));
    return null;
  } catch {
    return 400;
  }
}

function putHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  response.setHeader("content-security-policy", barePolicy);
}

async function judge(request: IncomingMessage, response: ServerResponse): Promise<400 | 403 | 413 | 415 | null> {
  const body = await wholeBody(request, MAX_BODY_BYTES);
  if (body === "too_large") return 413;
  if (request.method !== "POST" || !mayBeAction(request.headers)) return null;
  answerUnknownActions(request, response);
  return actionPostProblem(request.headers, body);
}

/** Sends the response instead of the framework, and returns false. */
function refuse(request: IncomingMessage, response: ServerResponse, status: keyof typeof refusedPosts): false {
  if (!request.complete) response.setHeader("connection", "close");
  response.setHeader("cache-control", "no-store");
  response.statusCode = status;
  response.end(wantsPage(request) ? asPage(request, response, status) : undefined);
  return false;
}

/**
 * The framework answers a form of an older build, sent without JavaScript, with a line of English. A page of ours
 * replaces it.
 */
function answerUnknownActions(request: IncomingMessage, response: ServerResponse): void {
  if (!wantsPage(request)) return;
  const writeHead = response.writeHead.bind(response);
  const end = response.end.bind(response);
  let page: Buffer | undefined;
  // The framework's compression sends the head before the end: the page's own headers are put on with it.
  const isUnknown = () => response.getHeader("x-nextjs-action-not-found") === "1";
  response.writeHead = ((...given: unknown[]) => {
    if (isUnknown()) page = asPage(request, response, response.statusCode === 409 ? 409 : 400);
    return Reflect.apply(writeHead, response, given) as ServerResponse;
  }) as typeof writeHead;
  response.end = ((...given: unknown[]) => {
    if (isUnknown() && !response.headersSent) response.writeHead(response.statusCode);
    return Reflect.apply(end, response, page ? [page] : given) as ServerResponse;
  }) as typeof end;
}

/** Whether the browser navigates to a page, and not one of our scripts asks for it. */
const wantsPage = ({ headers }: IncomingMessage): boolean =>
  headers["next-action"] === undefined && (headers.accept ?? "").includes("text/html");

function asPage(request: IncomingMessage, response: ServerResponse, status: keyof typeof refusedPosts): Buffer {
  const page = Buffer.from(plainPage({ ...refusedPosts[status], back: pathOf(request.url ?? "/") }));
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.removeHeader("etag");
  response.setHeader("content-length", page.byteLength);
  response.setHeader("content-security-policy", plainPagePolicy);
  return page;
}

/** The requested page; the home page when the address cannot be parsed. */
const pathOf = (url: string): string =>
  URL.canParse(url, OWN_ORIGIN) ? new URL(url, OWN_ORIGIN).pathname.replace(/^\/+/, "/") : "/";
