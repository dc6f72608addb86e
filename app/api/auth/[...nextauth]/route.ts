import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { readBounded } from "@/lib/core/read-bounded";
import { authOptions, csrfCookie } from "@/lib/auth/next-auth";
import { clearSessionCookie, SIGNED_OUT_HEADERS } from "@/lib/auth/session";

/** A phone, a password and next-auth's own fields. */
const MAX_BYTES = 16_000;

/**
 * The endpoints of next-auth that are enabled. We do not use its pages, its other providers, its log and its session
 * renewal, so they answer 404.
 */
const OPEN = new Set(["GET csrf", "GET session", "POST callback/credentials", "POST signout"]);

type Context = { params: Promise<{ nextauth: string[] }> };

const answer = (status: number) => new Response(null, { status, headers: { "cache-control": "no-store" } });

async function handler(request: Request, { params }: Context): Promise<Response> {
  const { nextauth } = await params;
  const asked = `${request.method} ${nextauth.join("/")}`;
  if (!OPEN.has(asked)) return answer(404);
  const fields = request.method === "POST" ? await readFields(request) : {};
  if (fields instanceof Response) return fields;

  // next-auth gets the body that we have parsed and no query. Its own parsing of both answers 500 to unexpected input.
  const clean = new NextRequest(new URL(new URL(request.url).pathname, request.url), {
    method: request.method,
    headers: { "content-type": "application/json" },
    ...(request.method === "POST" ? { body: JSON.stringify({ ...fields, json: "true" }) } : {}),
  });
  // The options are created for each request, because the build has no environment.
  const answered = (await NextAuth(clean as never, { params } as never, authOptions())) as Response;
  return asked === "POST signout" ? await signedOut(answered) : withoutCookies(answered);
}

/** The text fields of a form or of a JSON object; a response when the body is neither, or too long. */
async function readFields(request: Request): Promise<Record<string, string> | Response> {
  const kind = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (kind !== "application/json" && kind !== "application/x-www-form-urlencoded") return answer(415);
  const body = await readBounded(request, MAX_BYTES);
  if (!body) return answer(413);
  const text = new TextDecoder().decode(body);
  const given = kind === "application/json" ? parsedJson(text) : Object.fromEntries(new URLSearchParams(text));
  if (typeof given !== "object" || given === null) return answer(400);
  const texts = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  // The caller must not choose the address to go to afterwards.
  return Object.fromEntries(texts.filter(([name]) => ["phone", "password", "remember", "csrfToken"].includes(name)));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * next-auth's answer with the only cookie that we use. An error of next-auth is the caller's fault, because we have
 * already checked everything that is ours.
 */
async function withoutCookies(answered: Response): Promise<Response> {
  if (answered.status >= 500) return answer(400);
  const body = await answered.text();
  // After a missing or wrong csrfToken next-auth redirects to a page that is disabled.
  if (body.includes("?csrf=true")) return answer(403);
  const headers = new Headers(answered.headers);
  headers.delete("set-cookie");
  for (const cookie of answered.headers.getSetCookie())
    if (cookie.startsWith(`${csrfCookie()}=`)) headers.append("set-cookie", cookie);
  headers.set("cache-control", "private, no-store");
  return new Response(body, { status: answered.status, headers });
}

async function signedOut(answered: Response): Promise<Response> {
  const response = await withoutCookies(answered);
  if (!response.ok) return response;
  await clearSessionCookie("candidate");
  for (const [name, value] of Object.entries(SIGNED_OUT_HEADERS)) response.headers.set(name, value);
  return response;
}

export { handler as GET, handler as POST };
