import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Order as SimulatedOrder } from "@/lib/wechat-pay-simulator/ledger";
import { startSimulator } from "@/lib/wechat-pay-simulator/server";

type Control = { status: number; body: never };

/**
 * WeChat's simulator and our notification address, on the wire. To be opened before anything reads the environment
 * (vi.hoisted): it sets the addresses of both. `onNotify` becomes the route that answers.
 */
export async function openPaymentWorld() {
  let onNotify: (request: Request) => Promise<Response> = () => Promise.resolve(new Response(null, { status: 503 }));
  const inbox = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = new Headers(
        Object.entries(request.headers).flatMap(([name, value]) =>
          typeof value === "string" ? [[name, value] as [string, string]] : [],
        ),
      );
      onNotify(
        new Request("http://localhost/api/wechat-pay/notify", { method: "POST", headers, body: Buffer.concat(parts) }),
      )
        .then((answer) => response.writeHead(answer.status).end())
        // As Next does: what throws is a 500.
        .catch(() => response.writeHead(500).end());
    });
  });
  await new Promise<void>((resolve) => inbox.listen(0, "127.0.0.1", resolve));
  const simulator = await startSimulator({
    port: 0,
    dir: path.join(process.env["DATA_DIR"] ?? "", "wechat-pay"),
    control: true,
    retryDelays: [],
    refundsEnd: "by_hand",
  });
  process.env["WECHAT_PAY_BASE_URL"] = simulator.url;
  process.env["WECHAT_PAY_NOTIFY_BASE"] = `http://127.0.0.1:${(inbox.address() as AddressInfo).port}`;

  const control = async (method: string, route: string, body?: object): Promise<Control> => {
    const answer = await fetch(`${simulator.url}/control/${route}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as never };
  };

  return {
    answerNotificationsWith: (route: typeof onNotify) => (onNotify = route),
    breakNext: (...faults: object[]) => control("POST", "faults", { faults }),
    mend: () => control("DELETE", "faults"),
    /** Pays as a user does; the merchant's answers to the first notification come back. */
    pay: async (outTradeNo: string, options: object = {}): Promise<(number | null)[]> => {
      const { status, body } = await control("POST", "pay", { out_trade_no: outTradeNo, options });
      if (status !== 200) throw new Error(`the simulator refused the payment: ${JSON.stringify(body)}`);
      return (body as { notifications: { status: number | null }[] }).notifications.map((sending) => sending.status);
    },
    /** Pays where that is possible; whether it was. */
    tryToPay: async (outTradeNo: string, options: object): Promise<boolean> =>
      (await control("POST", "pay", { out_trade_no: outTradeNo, options })).status === 200,
    tryToEndRefund: async (
      outRefundNo: string,
      status: "SUCCESS" | "ABNORMAL" | "CLOSED",
      notify: boolean,
    ): Promise<boolean> =>
      (await control("POST", "refund", { out_refund_no: outRefundNo, status, notify })).status === 200,
    /** Refunds by hand in the merchant platform, unknown to us; whether so much was left. */
    refundOutside: async (outTradeNo: string, amount: number): Promise<boolean> =>
      (await control("POST", "refund_outside", { out_trade_no: outTradeNo, amount })).status === 204,
    notifyAgain: async (outTradeNo: string): Promise<(number | null)[]> => {
      const { body } = await control("POST", "notify", { number: outTradeNo });
      return (body as { notifications: { status: number | null }[] }).notifications.map((sending) => sending.status);
    },
    /** Ends a refund as WeChat does; the merchant's answers come back. */
    endRefund: async (
      outRefundNo: string,
      status: "SUCCESS" | "ABNORMAL" | "CLOSED" = "SUCCESS",
      notify = true,
    ): Promise<(number | null)[]> => {
      const { status: code, body } = await control("POST", "refund", { out_refund_no: outRefundNo, status, notify });
      if (code !== 200) throw new Error(`the simulator does not end the refund: ${JSON.stringify(body)}`);
      return (body as { notifications: { status: number | null }[] }).notifications.map((sending) => sending.status);
    },
    /** Sends the notifications that the fault "held" keeps back. */
    release: async (): Promise<(number | null)[]> => {
      const { body } = await control("POST", "release");
      return (body as { notifications: { status: number | null }[] }).notifications.map((sending) => sending.status);
    },
    set: (settings: {
      identity_permitted?: boolean;
      balance_fen?: number | null;
      refunds_end?: "at_once" | "by_hand";
    }) => control("POST", "settings", settings),
    /** What the bills say otherwise than what happened. */
    changeBills: (changes: object) => control("POST", "bill", changes),
    moveClock: (seconds: number) => control("POST", "clock", { offset_seconds: seconds }),
    orders: async (): Promise<SimulatedOrder[]> =>
      ((await control("GET", "orders")).body as { orders: SimulatedOrder[] }).orders,
    url: simulator.url,
    requests: async (): Promise<Record<string, number>> => (await control("GET", "requests")).body,
    async close() {
      await simulator.close();
      await new Promise((resolve) => inbox.close(resolve));
    },
  };
}
