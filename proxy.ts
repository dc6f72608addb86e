import { type NextRequest, NextResponse } from "next/server";
import { isSilent } from "@/lib/adapter/db/liveness";
import { plainPagePolicy, unavailablePage } from "@/lib/http/plain-page";

/**
 * Puts the security headers on every page. A gate is never here: each page, action and route asks for itself.
 * `/api/uploads` stays outside because Next cuts proxied bodies at a limit without saying so; static files, those
 * of public/ too, need no nonce and may be kept.
 */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID());
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

  if (isSilent()) return unavailable(request);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  // Pages show a person's data: no shared or disk cache may keep them, and Back must ask again after signing out.
  response.headers.set("cache-control", "private, no-store");
  return response;
}

/** While the database is known to be silent nobody waits for it. */
function unavailable({ method }: NextRequest): NextResponse {
  return new NextResponse(unavailablePage(method), {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": plainPagePolicy,
      "cache-control": "private, no-store",
      "retry-after": "5",
    },
  });
}

export const config = {
  matcher: [
    "/((?!api/|_next/static|icons/|school-pictures/|guide/|emblem\\.svg$|favicon\\.ico$|manifest\\.webmanifest$|robots\\.txt$).*)",
  ],
};
