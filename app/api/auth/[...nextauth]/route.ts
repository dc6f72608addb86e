import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { readBounded } from "@/lib/core/read-bounded";
import { authOptions } from "@/lib/auth/next-auth";

/** A phone, a password and next-auth's own fields. */
const MAX_BYTES = 16_000;

type Context = { params: Promise<{ nextauth: string[] }> };

/** Options are made at the request, because building needs no environment. */
async function handler(request: Request, context: Context): Promise<Response> {
  if (request.method !== "POST") return (await NextAuth(request as never, context as never, authOptions())) as Response;
  const body = await readBounded(request, MAX_BYTES);
  if (!body) return new Response(null, { status: 413 });
  const bounded = new NextRequest(request.url, { method: "POST", headers: request.headers, body });
  return (await NextAuth(bounded as never, context as never, authOptions())) as Response;
}

export { handler as GET, handler as POST };
