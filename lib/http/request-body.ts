import type { IncomingMessage, ServerResponse } from "node:http";

// Handles request bodies that have not arrived when the response is sent. The rest of such a body would stay on the
// connection: the next request would wait behind unread bytes, and closing at once would cut off the response.

/** Limits of the body that is still read after a response that did not wait for it. */
const MAX_DRAINED_BYTES = 32_000_000;
const MAX_DRAIN_MS = 10_000;

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/**
 * Waits until a request's body has arrived, returns it, and leaves it on the request to be read again. "too_large": it
 * is longer than `limit`, and the rest was drained as far as allowed. A client that disconnects meanwhile gets no
 * response.
 */
export function wholeBody(request: IncomingMessage, limit: number): Promise<Buffer | "too_large"> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (outcome: Buffer | "too_large") => {
      delete (request as { push?: unknown }).push;
      resolve(outcome);
    };
    // The parser hands everything to `push`; nothing has been read from the request yet.
    request.push = (chunk: Buffer | null) => {
      if (chunk === null) {
        const body = Buffer.concat(chunks);
        settle(size > limit ? "too_large" : body);
        if (body.length > 0 && size <= limit) request.push(body);
        request.push(null);
        return true;
      }
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size > limit + MAX_DRAINED_BYTES) settle("too_large");
      return true;
    };
  });
}

/**
 * Delays the end of the response until the body was read, within limits; beyond them the connection is closed.
 */
export function drainBeforeEnd(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const destroy = request.destroy.bind(request);
  let discarding = false;
  // A reader that stops early destroys the request, and with it the connection for the response.
  request.destroy = (error?: Error) => {
    if (request.complete || socket.destroyed) return destroy(error);
    // Node's iterators detach the connection from a request that they destroy, but the rest of the body still arrives
    // on it.
    request.socket = socket;
    discard();
    return request;
  };
  let discarded = 0;
  let over: (() => void) | undefined;
  const discard = () => {
    if (discarding) return;
    discarding = true;
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null) => {
      if (chunk === null) {
        const pushed = push(null);
        over?.();
        return pushed;
      }
      discarded += chunk.length;
      if (discarded > MAX_DRAINED_BYTES) over?.();
      return true;
    };
    request.resume();
  };
  const end = response.end.bind(response);
  response.end = ((...given: unknown[]) => {
    if (request.complete || socket.destroyed) return Reflect.apply(end, response, given) as ServerResponse;
    discard();
    const timer = setTimeout(() => over?.(), MAX_DRAIN_MS);
    socket.once("close", () => over?.());
    over = () => {
      over = undefined;
      clearTimeout(timer);
      if (!request.complete) response.shouldKeepAlive = false;
      response.end = end;
      Reflect.apply(end, response, given);
    };
    return response;
  }) as typeof end;
}
