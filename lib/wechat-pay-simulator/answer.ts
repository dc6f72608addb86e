import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { signingKey, type Account } from "./account";
import type { AnswerFault, PlannedAnswer } from "./faults";
import { refusal, type Reply } from "./reply";
import { signatureHeaders } from "./seal";

const STRANGE_SERIAL = "7".repeat(40);
const WRONG_SIGNATURE = Buffer.alloc(256, 7).toString("base64");
const STALE_MS = 6 * 60_000;

const busy: Partial<Record<AnswerFault, Reply>> = {
  error_500: refusal(500, "SYSTEM_ERROR", "系统异常，请用相同参数重新调用"),
  rate_limited: refusal(429, "RATELIMIT_EXCEEDED", "请求过于频繁"),
  user_paying: refusal(202, "USERPAYING", "用户支付中，需要输入密码"),
};

/** The answer that replaces all processing because of a fault; undefined when the request must be processed. */
export const replyInstead = ({ kind, status, code }: PlannedAnswer): Reply | undefined =>
  kind === "refuse" || kind === "refuse_unsigned" ? refusal(status, code, "模拟的拒绝") : busy[kind];

/** Signs and sends an answer, damaged as the fault requires. */
export function sendReply(
  response: ServerResponse,
  account: Account,
  serial: string,
  reply: Reply,
  fault?: AnswerFault,
): void {
  const honest = reply.body === undefined ? "" : JSON.stringify(reply.body);
  const body = spoilBefore(honest, fault);
  const signed = signatureHeaders(
    body,
    signingKey(account, serial),
    serial,
    new Date(Date.now() - (fault === "stale_timestamp" ? STALE_MS : 0)),
  );
  // WeChat does not sign a refusal when it cannot identify the sender.
  const headers = reply.status === 401 ? {} : spoilHeaders(signed, fault);
  const sent = spoilAfter(body, fault);
  // A fault may have added a body to an empty answer. Then it is no longer empty.
  const status = reply.status === 204 && sent !== "" ? 200 : reply.status;
  transmit(
    response,
    status,
    { ...headers, ...(sent !== "" && { "Content-Type": "application/json; charset=utf-8" }) },
    sent,
    fault,
  );
}

/**
 * Sends a bill's file, which is not signed: its hash was announced before. Only faults that need no signature apply.
 */
export function sendFile(response: ServerResponse, file: Buffer, fault?: AnswerFault): void {
  const spoilt: Partial<Record<AnswerFault, Buffer>> = {
    changed_body: Buffer.concat([file, Buffer.from("x")]),
    garbage: Buffer.from("{not json"),
    empty: Buffer.alloc(0),
  };
  transmit(response, 200, { "Content-Type": "text/plain; charset=utf-8" }, (fault && spoilt[fault]) ?? file, fault);
}

function transmit(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
  fault: AnswerFault | undefined,
): void {
  if (fault === "redirect") {
    response.writeHead(302, { Location: "/health" }).end();
    return;
  }
  if (fault === "html_502") {
    response.writeHead(502, { "Content-Type": "text/html" }).end("<html><body>502 Bad Gateway</body></html>");
    return;
  }
  if (fault === "endless") {
    response.writeHead(status, headers);
    Readable.from(blanks()).pipe(response);
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, ...(bytes.length > 0 && { "Content-Length": String(bytes.length) }) });
  if (fault === "truncated") response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else response.end(bytes);
}

function* blanks(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(64_000, " ");
}

/** False content under a valid signature. */
function spoilBefore(body: string, fault: AnswerFault | undefined): string {
  if (fault === "garbage") return "{not json";
  if (fault === "empty") return "";
  if (fault === "wrong_merchant") return body.replace(/"mchid":"\d+"/, '"mchid":"1999999999"');
  if (fault === "wrong_order") return body.replace(/"out_trade_no":"/, "$&OTHER-");
  return fault === "wrong_amount"
    ? body.replace(/"total":(\d+)/, (_, total: string) => `"total":${Number(total) + 1}`)
    : body;
}

function spoilHeaders(headers: Record<string, string>, fault: AnswerFault | undefined): Record<string, string> {
  if (fault === "no_signature" || fault === "refuse_unsigned") return {};
  if (fault === "unknown_serial") return { ...headers, "Wechatpay-Serial": STRANGE_SERIAL };
  if (fault !== "bad_signature" && fault !== "signature_probe") return headers;
  return {
    ...headers,
    "Wechatpay-Signature": `${fault === "signature_probe" ? "WECHATPAY/SIGNTEST/" : ""}${WRONG_SIGNATURE}`,
  };
}

/**
 * What an attacker on the network would write: a payment that does not exist, or another payment link. In any case the
 * bytes change.
 */
function spoilAfter(body: string, fault: AnswerFault | undefined): string {
  if (fault !== "changed_body") return body;
  const forged = body
    .replace(/"(?:NOTPAY|PROCESSING)"/, '"SUCCESS"')
    .replace(/("prepay_id":"|prepay_id=|pr=|token=)[\w-]+/, "$1forged");
  return forged === body ? `${body} ` : forged;
}
