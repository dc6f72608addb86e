import type { IncomingMessage, ServerResponse } from "node:http";

// Where a request's body meets its answer. An answer that is given before the body has arrived leaves the rest of the
// body on the connection: the next request on it would wait for ever behind bytes that nobody reads, and closing at
// once would cut off the answer itself.

/** What is still taken off the wire behind an answer that did not wait for it. */
const MAX_DRAINED_BYTES = 32_000_000;
const MAX_DRAIN_MS = 10_000;

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/**
 * Holds a request back until its body has arrived, then gives the body and leaves it on the request to be read again.
 * "too_large": it is longer than `limit`, and what could be drained of it has been. A sender who leaves meanwhile is
 * answered nothing.
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
 * Makes every end of the answer wait until the body has been taken off the wire, within bounds; beyond them the
 * connection closes.
 */
export function drainBeforeEnd(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const destroy = request.destroy.bind(request);
  let discarding = false;
  // A reader who has seen enough destroys the request, and with it the connection on which he is to be answered.
  request.destroy = (error?: Error) => {
    if (request.complete || socket.destroyed) return destroy(error);
    // Node's iterators take the connection away from a request that they destroy; the rest of the body still comes by
    // it.
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
