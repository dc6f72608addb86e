import { env } from "@/lib/env";
import { isSameOrigin } from "./origin";

type Answer = Response | Promise<Response>;

const forbidden = (): Response => new Response(null, { status: 403, headers: { "cache-control": "no-store" } });

/**
 * A route handler for posts of our own pages alone: a post from elsewhere does not reach `handle`. `refuse` answers it,
 * where an empty 403 is not enough.
 */
export const sameOriginPost =
  <More extends unknown[]>(
    handle: (request: Request, ...more: More) => Answer,
    refuse: (request: Request) => Answer = forbidden,
  ) =>
  (request: Request, ...more: More): Answer =>
    isSameOrigin(request.headers, env().APP_URL) ? handle(request, ...more) : refuse(request);
