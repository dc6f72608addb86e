import type { Account } from "./account";
import { announceBill, type BillDesk } from "./bill";
import { createOrder, type CreateSettings } from "./create-order";
import type { Operation } from "./faults";
import { parseJson } from "./http";
import type { Ledger, Order, TradeType } from "./ledger";
import { closeOrder } from "./payment";
import { type Balance, createRefund, queryRefund } from "./refund";
import { refusal, type Reply } from "./reply";
import { sealResource } from "./seal";
import { describeTransaction } from "./transaction";

/** Everything that a call may need to read or change. `onRefund` is called for each accepted refund. */
export type Books = {
  account: Account;
  ledger: Ledger;
  settings: CreateSettings;
  balance: Balance;
  bills: BillDesk;
  now: () => number;
  onRefund: (outRefundNo: string) => void;
};
type Call = { operation: Operation; run: (books: Books, body: Buffer) => Reply };

const ORDER_PATH = "/v3/pay/transactions/out-trade-no/";
const TRANSACTION_PATH = "/v3/pay/transactions/id/";
const REFUND_PATH = "/v3/refund/domestic/refunds";

const creates: Record<string, TradeType> = {
  "/v3/pay/transactions/native": "NATIVE",
  "/v3/pay/transactions/jsapi": "JSAPI",
  "/v3/pay/transactions/h5": "MWEB",
};

/**
 * The call for a request under /v3; null when WeChat has no such address. (The bill's file is not such a call, because
 * its answer is not signed.)
 */
export function findCall(method: string, url: URL): Call | null {
  const { pathname } = url;
  return method === "POST" ? findPost(pathname) : method === "GET" ? findGet(pathname, url) : null;
}

function findPost(pathname: string): Call | null {
  const tradeType = creates[pathname];
  if (tradeType) {
    return {
      operation: "create",
      run: ({ account, ledger, settings, now }, body) =>
        withJson(body, (json) => createOrder(account, ledger, tradeType, settings, json, now())),
    };
  }
  if (pathname === REFUND_PATH)
    return { operation: "refund", run: (books, body) => withJson(body, (json) => acceptRefund(books, json)) };
  const closing = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/.exec(pathname)?.[1];
  return closing
    ? { operation: "close", run: (books, body) => withJson(body, (json) => closeIfOwn(books, json, closing)) }
    : null;
}

function findGet(pathname: string, url: URL): Call | null {
  if (pathname === "/v3/certificates")
    return { operation: "certificates", run: ({ account }) => listCertificates(account) };
  if (pathname === "/v3/bill/tradebill") {
    return {
      operation: "bill",
      run: ({ account, ledger, bills, now }) => announceBill(account, ledger, bills, url, now()),
    };
  }
  if (pathname.startsWith(`${REFUND_PATH}/`)) {
    return { operation: "query_refund", run: ({ ledger }) => queryRefund(ledger, lastPart(pathname)) };
  }
  if (pathname.startsWith(TRANSACTION_PATH)) {
    const paid = ({ payment }: Order) => payment?.transactionId === lastPart(pathname);
    return { operation: "query", run: (books) => query(books, url, books.ledger.all().find(paid)) };
  }
  if (!pathname.startsWith(ORDER_PATH)) return null;
  return { operation: "query", run: (books) => query(books, url, books.ledger.get(lastPart(pathname))) };
}

const lastPart = (pathname: string) => decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1));

function query({ account }: Books, url: URL, order: Order | undefined): Reply {
  if (url.searchParams.get("mchid") !== account.credentials.mchid) return refusal(400, "PARAM_ERROR", "mchid有误");
  return order
    ? { status: 200, body: describeTransaction(account, order) }
    : refusal(404, "ORDER_NOT_EXIST", "订单不存在");
}

function closeIfOwn({ account, ledger }: Books, json: unknown, outTradeNo: string): Reply {
  const own = json !== null && typeof json === "object" && "mchid" in json && json.mchid === account.credentials.mchid;
  return own
    ? closeOrder(ledger, ledger.get(decodeURIComponent(outTradeNo)))
    : refusal(400, "PARAM_ERROR", "mchid有误");
}

function acceptRefund({ ledger, balance, now, onRefund }: Books, json: unknown): Reply {
  const reply = createRefund(ledger, balance, json, now());
  if (reply.status === 200) onRefund((json as { out_refund_no: string }).out_refund_no);
  return reply;
}

function listCertificates({ credentials, platformKeys, mode }: Account): Reply {
  if (mode === "public-key")
    return refusal(404, "RESOURCE_NOT_EXISTS", "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥");
  return {
    status: 200,
    body: {
      data: platformKeys.map(({ serial, certificate }) => ({
        serial_no: serial,
        effective_time: certificate.from.toISOString(),
        expire_time: certificate.to.toISOString(),
        encrypt_certificate: sealResource(certificate.pem, credentials.apiV3Key, "certificate"),
      })),
    },
  };
}

/** WeChat accepts neither four-byte UTF-8 characters nor JSON nulls. */
function withJson(body: Buffer, run: (json: unknown) => Reply): Reply {
  const text = body.toString("utf8");
  if (/[\u{10000}-\u{10FFFF}]/u.test(text)) return refusal(400, "PARAM_ERROR", "参数含有不支持的字符");
  const json = parseJson(text);
  if (json === undefined) return refusal(400, "PARAM_ERROR", "请求体不是合法的JSON");
  return hasNull(json) ? refusal(400, "PARAM_ERROR", "参数不允许为null") : run(json);
}

const hasNull = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.values(value as object).some(hasNull));
