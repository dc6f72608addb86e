import type { ServerResponse } from "node:http";
import { hadTroubleRecently } from "@/lib/adapter/db/liveness";
import { plainPagePolicy, unavailablePage } from "./plain-page";

/**
 * While the database does not answer, an error is not the request's fault: 503 tells proxies and WeChat to retry. The
 * framework's half-rendered error page needs JavaScript, so a plain page is sent instead.
 */
export function answerSilence(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as WriteHead;
  const write = response.write.bind(response) as Write<boolean>;
  const end = response.end.bind(response) as Write<ServerResponse>;
  let replaced = false;
  const fails = (status: number) => status === 500 && !response.headersSent && hadTroubleRecently();

  const changed = {
    writeHead(status: number, ...rest: unknown[]) {
      if (!fails(status)) return writeHead(status, ...rest);
      response.setHeader("retry-after", "5");
      if (String(response.getHeader("content-type")).startsWith("text/html")) {
        replaced = true;
        for (const name of ["content-length", "content-encoding", "etag"]) response.removeHeader(name);
        response.setHeader("content-security-policy", plainPagePolicy);
      }
      return writeHead(503, ...rest);
    },
    write(...rest: Words) {
      if (fails(response.statusCode)) response.flushHeaders();
      if (!replaced) return write(...rest);
      rest.find((word) => typeof word === "function")?.();
      return true;
    },
    end(...rest: Words) {
      if (fails(response.statusCode)) response.flushHeaders();
      if (!replaced) return end(...rest);
      return end(unavailablePage(response.req.method), ...rest.filter((word) => typeof word === "function"));
    },
  };
  Object.assign(response, changed);
}

type Words = (string | Uint8Array | (() => void))[];
type WriteHead = (status: number, ...rest: unknown[]) => ServerResponse;
type Write<Result> = (...rest: Words) => Result;
