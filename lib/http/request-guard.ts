import type { IncomingMessage, ServerResponse } from "node:http";
import { actionPostProblem, mayBeAction } from "./action-post";
import { plainPage, plainPagePolicy, refusedPosts } from "./plain-page";
import { drainBeforeEnd, hasBody, wholeBody } from "./request-body";
import { barePolicy, securityHeaders } from "./security-headers";

/** The routes that read files from the wire themselves. Nothing else takes a body of more than MAX_BODY_BYTES. */
const streaming = /^\/api\/(?:uploads|roster)\/?(?:\?|$)/;

/** The framework's own limit for the posts of server actions. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Stands between Node's web server and the framework: every answer bears the security headers, every request body has arrived or is
 * drained, and a post that the framework could not read is refused in words instead of with its 500; all else goes on by `pass`.
 * `forwarded`: whether a proxy of ours wrote X-Forwarded-For; if none did, whatever stands there was written by the caller and is dropped.
 */
export function guard(
  request: IncomingMessage,
  response: ServerResponse,
  { forwarded, pass }: { forwarded: boolean; pass: () => void },
): void {
  // Next believes what it finds here, and puts the peer's address where it finds nothing.
  if (!forwarded) delete request.headers["x-forwarded-for"];
  putHeaders(response);
  // A path whose escapes are no UTF-8 is a mistake of the sender; the framework calls it its own where an id stands in the path.
  if (!canDecode(request.url ?? "/")) {
    refuse(request, response, 400);
    return;
  }
  if (!hasBody(request)) {
    pass();
    return;
  }
  if (streaming.test(request.url ?? "")) {
    drainBeforeEnd(request, response);
    pass();
    return;
  }
  void judge(request, response).then((refused) => {
    if (refused === null) pass();
    else refuse(request, response, refused);
  });
}

function canDecode(url: string): boolean {
  try {
    decodeURIComponent(url.replace(/\?.*$/s, ""));
    return true;
  } catch {
    return false;
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

function refuse(request: IncomingMessage, response: ServerResponse, status: 400 | 403 | 413 | 415): void {
  if (!request.complete) response.setHeader("connection", "close");
  response.setHeader("cache-control", "no-store");
  response.statusCode = status;
  response.end(wantsPage(request) ? asPage(request, response, status) : undefined);
}

/** A form of an older build, sent without JavaScript, is answered by the framework with a line of plain English: a page of ours takes its place. */
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

/** A browser that goes to a page by itself, and not a script of ours that asks. */
const wantsPage = ({ headers }: IncomingMessage): boolean =>
  headers["next-action"] === undefined && (headers.accept ?? "").includes("text/html");

function asPage(request: IncomingMessage, response: ServerResponse, status: keyof typeof refusedPosts): Buffer {
  const { pathname } = new URL(request.url ?? "/", "http://own.invalid");
  const page = Buffer.from(plainPage({ ...refusedPosts[status], back: pathname.replace(/^\/+/, "/") }));
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.removeHeader("etag");
  response.setHeader("content-length", page.byteLength);
  response.setHeader("content-security-policy", plainPagePolicy);
  return page;
}
