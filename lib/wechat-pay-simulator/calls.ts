import type { IncomingMessage, ServerResponse } from "node:http";
import { answerSerial } from "./account";
import { replyInstead, sendFile, sendReply } from "./answer";
import { type Books, findCall } from "./api";
import { billFile } from "./bill";
import type { FaultPlan, Operation, PlannedAnswer } from "./faults";
import { sendJson } from "./http";
import { refusal, type Reply } from "./reply";
import { refuseUnsigned } from "./request-signature";

/** The addresses under /v3, with the faults that apply there. `requests` counts every request by its operation. */
export function createCalls(books: Books, faults: FaultPlan, requests: Record<string, number>) {
  const { account } = books;
  const usedNonces = new Set<string>();

  const count = (operation: Operation) => {
    requests[operation] = (requests[operation] ?? 0) + 1;
    return faults.takeAnswer(operation);
  };
  const refuseForged = ({ method = "", url = "", headers }: IncomingMessage, body: Buffer): Reply | null =>
    refuseUnsigned(account, { method, url, headers, body }, usedNonces, new Date());

  return {
    /** One APIv3 call: signature, processing, signed answer. A fault may damage any of them. */
    answer(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
      const serial = answerSerial(account, oneOf(request.headers["wechatpay-serial"]));
      const ownSerial = serial ?? answerSerial(account, undefined) ?? "";
      const call = findCall(request.method ?? "", url);
      if (!call) return sendReply(response, account, ownSerial, refusal(404, "RESOURCE_NOT_EXISTS", "接口不存在"));

      const fault = count(call.operation);
      if (staysSilent(request, fault, "before")) return;
      const instead = fault && replyInstead(fault);
      if (instead) return sendReply(response, account, ownSerial, instead, fault.kind);

      const refused =
        refuseForged(request, body) ??
        (serial === null ? refusal(400, "PARAM_ERROR", "平台证书序列号Wechatpay-Serial错误") : null);
      const reply = refused ?? call.run(books, body);
      if (!staysSilent(request, fault, "after")) sendReply(response, account, ownSerial, reply, fault?.kind);
    },

    /** A bill's file: the request is signed like any other, the answer is not. */
    download(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
      const fault = count("download");
      if (staysSilent(request, fault, "before")) return;
      const file = billFile(books.bills, url, books.now());
      const refused =
        (fault && replyInstead(fault)) ??
        refuseForged(request, body) ??
        (file ? null : refusal(400, "INVALID_REQUEST", "下载链接无效或已过期"));
      if (staysSilent(request, fault, "after")) return;
      if (refused || !file) return sendJson(response, refused?.status ?? 400, refused?.body);
      sendFile(response, file, fault?.kind);
    },
  };
}

/** Whether no answer will be sent: the connection breaks, or stays silent. */
function staysSilent(request: IncomingMessage, fault: PlannedAnswer | undefined, moment: "before" | "after"): boolean {
  if (fault?.kind === `reset_${moment}`) request.socket.destroy();
  return fault?.kind === `reset_${moment}` || fault?.kind === `timeout_${moment}`;
}

const oneOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);
