import type { Account } from "./account";
import { createOrder } from "./create-order";
import type { Operation } from "./faults";
import type { Ledger, Order } from "./ledger";
import { closeOrder } from "./payment";
import { refusal, type Reply } from "./reply";
import { sealResource } from "./seal";
import { describeTransaction } from "./transaction";

type Books = { account: Account; ledger: Ledger; now: () => number };
type Call = { operation: Operation; run: (books: Books, body: Buffer) => Reply };

const ORDER_PATH = "/v3/pay/transactions/out-trade-no/";
const TRANSACTION_PATH = "/v3/pay/transactions/id/";

/** The call behind a request under /v3, or null when WeChat has no such address. */
export function findCall(method: string, url: URL): Call | null {
  const { pathname } = url;
  if (method === "POST" && pathname === "/v3/pay/transactions/native") {
    return {
      operation: "create",
      run: ({ account, ledger, now }, body) => withJson(body, (json) => createOrder(account, ledger, json, now())),
    };
  }
  if (method === "GET" && pathname === "/v3/certificates")
    return { operation: "certificates", run: ({ account }) => listCertificates(account) };

  const closing = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/.exec(pathname)?.[1];
  if (method === "POST" && closing) {
    return { operation: "close", run: (books, body) => withJson(body, (json) => closeIfOwn(books, json, closing)) };
  }
  if (method !== "GET") return null;
  if (pathname.startsWith(TRANSACTION_PATH)) {
    return {
      operation: "query",
      run: (books) =>
        query(
          books,
          url,
          books.ledger.all().find(({ payment }) => payment?.transactionId === lastPart(pathname)),
        ),
    };
  }
  if (pathname.startsWith(ORDER_PATH))
    return { operation: "query", run: (books) => query(books, url, books.ledger.get(lastPart(pathname))) };
  return null;
}

const lastPart = (pathname: string) => decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1));

function query({ account }: Books, url: URL, order: Order | undefined): Reply {
  if (url.searchParams.get("mchid") !== account.credentials.mchid) return refusal(400, "PARAM_ERROR", "mchid有误");
  return order ? { status: 200, body: describeTransaction(account, order) } : refusal(404, "ORDER_NOT_EXIST", "订单不存在");
}

function closeIfOwn({ account, ledger }: Books, json: unknown, outTradeNo: string): Reply {
  const own = json !== null && typeof json === "object" && "mchid" in json && json.mchid === account.credentials.mchid;
  return own ? closeOrder(ledger, ledger.get(decodeURIComponent(outTradeNo))) : refusal(400, "PARAM_ERROR", "mchid有误");
}

function listCertificates({ credentials, certificate, mode }: Account): Reply {
  if (mode === "public-key") return refusal(404, "RESOURCE_NOT_EXISTS", "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥");
  return {
    status: 200,
    body: {
      data: [
        {
          serial_no: credentials.platformSerial,
          effective_time: certificate.from.toISOString(),
          expire_time: certificate.to.toISOString(),
          encrypt_certificate: sealResource(certificate.pem, credentials.apiV3Key, "certificate"),
        },
      ],
    },
  };
}

/** WeChat takes neither characters of four UTF-8 bytes nor JSON nulls. */
function withJson(body: Buffer, run: (json: unknown) => Reply): Reply {
  const text = body.toString("utf8");
  if (/[\u{10000}-\u{10FFFF}]/u.test(text)) return refusal(400, "PARAM_ERROR", "参数含有不支持的字符");
  const json = parseJson(text);
  if (json === undefined) return refusal(400, "PARAM_ERROR", "请求体不是合法的JSON");
  return hasNull(json) ? refusal(400, "PARAM_ERROR", "参数不允许为null") : run(json);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hasNull = (value: unknown): boolean => value === null || (typeof value === "object" && Object.values(value as object).some(hasNull));
