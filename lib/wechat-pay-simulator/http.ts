import type { IncomingMessage, ServerResponse } from "node:http";

const MAX_BODY_BYTES = 1_000_000;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new Error("request body too large");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function sendJson(response: ServerResponse, status: number, body?: object): void {
  response
    .writeHead(status, { "Content-Type": "application/json; charset=utf-8" })
    .end(body === undefined ? "" : JSON.stringify(body));
}

export function sendPage(response: ServerResponse, html: string, status = 200): void {
  response
    .writeHead(status, {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      // No form-action: the answer to a press leads back to the merchant's page.
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .end(html);
}

/** An address a browser may be sent to: http or https, nothing that a script could hide in. */
export const webAddress = (text: string | null): string | undefined =>
  text !== null && /^https?:\/\//.test(text) && URL.canParse(text) ? text : undefined;
