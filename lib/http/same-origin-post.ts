import { env } from "@/lib/env";
import { isSameOrigin } from "./origin";

type Answer = Response | Promise<Response>;

const forbidden = (): Response => new Response(null, { status: 403, headers: { "cache-control": "no-store" } });

/**
 * Wraps a route handler for posts from our own pages. A post from another site does not reach `handle`. Pass `refuse`
 * when the answer must be more than an empty 403.
 */
export const sameOriginPost =
  <More extends unknown[]>(
    handle: (request: Request, ...more: More) => Answer,
    refuse: (request: Request) => Answer = forbidden,
  ) =>
  (request: Request, ...more: More): Answer =>
    isSameOrigin(request.headers, env().APP_URL) ? handle(request, ...more) : refuse(request);
