import type { Metadata } from "next";
import { z } from "zod";
import { SubmitButton } from "@/app/_components/submit-button";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { PaymentOrderStatus } from "@/lib/db/enums";
import { type DeskOrder, deskOrders, type OpenCase, openCases, paymentCounts } from "@/lib/payment/queries/desk";
import { PageHead } from "../../_components/page-head";
import type { DeskPageProps } from "../../_components/page-props";
import { queryOrderAction } from "./actions";

export const metadata: Metadata = { title: "缴费管理" };

const labels: Record<PaymentOrderStatus, string> = {
  CREATING: "待微信确认",
  OPEN: "待付款",
  SUCCEEDED: "已缴费",
  SURPLUS: "待退款",
  CLOSED: "已关闭",
};

const caseLabels: Record<OpenCase["kind"], string> = {
  AMOUNT_MISMATCH: "金额不符",
  MERCHANT_MISMATCH: "商户不符",
  UNKNOWN_ORDER: "订单不存在",
  BILL_UNKNOWN_PAYMENT: "账单多出收款",
  BILL_MISSING_PAYMENT: "账单缺少收款",
  BILL_PAYMENT_DIFFERS: "账单收款金额不符",
  BILL_UNKNOWN_REFUND: "账单多出退款",
  BILL_MISSING_REFUND: "账单缺少退款",
  BILL_REFUND_DIFFERS: "退款金额不符",
  REFUND_ABNORMAL: "退款异常",
  REFUND_CLOSED: "退款未成功",
};

const isStatus = (value: unknown): value is PaymentOrderStatus => typeof value === "string" && value in labels;
const text = (value: unknown) => (typeof value === "string" && value.trim() ? value.trim() : undefined);

export default async function PaymentsPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments");
  const query = await searchParams;
  const status = isStatus(query["status"]) ? query["status"] : undefined;
  const search = text(query["q"]);
  const given = text(query["before"]);
  const before = z.uuid().safeParse(given).data;
  const [{ orders, next }, cases, counts] = await Promise.all([deskOrders({ status, search, before }), openCases(), paymentCounts()]);

  const address = (change: { status?: PaymentOrderStatus | undefined; before?: string }) => {
    const parts = new URLSearchParams();
    if (change.status) parts.set("status", change.status);
    if (search) parts.set("q", search);
    if (change.before) parts.set("before", change.before);
    return `/admin/payments${parts.size ? `?${parts}` : ""}`;
  };

  return (
    <>
      <PageHead title="缴费管理" notice={query["notice"]} lead={`待处理异常 ${counts.openCases} 项`} />
      {cases.length > 0 && <Cases cases={cases} />}
      <search className="mb-4">
        <form action="/admin/payments" className="flex flex-wrap items-end gap-3">
          <div className="min-w-0 grow sm:max-w-md">
            <label htmlFor="q" className="mb-1 block font-semibold">
              报名号、订单号或微信支付单号
            </label>
            <input id="q" name="q" className="input" defaultValue={search} autoComplete="off" />
          </div>
          {status && <input type="hidden" name="status" value={status} />}
          <button type="submit" className="button">
            查询
          </button>
        </form>
      </search>
      <nav aria-label="订单状态" className="mb-4 flex flex-wrap gap-2">
        {[undefined, ...Object.values(PaymentOrderStatus)].map((choice) => (
          <a
            key={choice ?? "all"}
            href={address({ status: choice })}
            aria-current={choice === status ? "page" : undefined}
            className={`button button-small ${choice === status ? "button-primary" : ""}`}
          >
            {choice ? `${labels[choice]} ${counts.byStatus[choice] ?? 0}` : "全部"}
          </a>
        ))}
      </nav>
      {orders.length ? (
        <Orders orders={orders} mayQuery={staff.role !== "AUDITOR"} />
      ) : (
        <p className="card">
          {search || status || before ? "没有符合条件的订单，请更换条件后再查询。" : "还没有支付订单。考生确认缴费后，订单会显示在这里。"}
        </p>
      )}
      {next && (
        <p className="mt-4">
          <a href={address({ status, before: next })} className="button">
            下一页
          </a>
        </p>
      )}
    </>
  );
}

function Orders({ orders, mayQuery }: { orders: DeskOrder[]; mayQuery: boolean }) {
  return (
    <section aria-label="支付订单" className="overflow-x-auto rounded-lg border border-line bg-white">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">状态</th>
            <th scope="col">金额</th>
            <th scope="col">考生</th>
            <th scope="col">订单号</th>
            <th scope="col">时间</th>
            {mayQuery && <th scope="col">操作</th>}
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.id}>
              <td className="whitespace-nowrap">{labels[order.status]}</td>
              <td className="whitespace-nowrap">{formatYuan(order.amountFen)}</td>
              <td className="whitespace-nowrap">
                {maskName(order.registration.name)} {order.registration.documentMasked}
                <br />
                <span className="text-muted">{order.registration.registrationNumber}</span>
              </td>
              <td className="whitespace-nowrap">
                {order.outTradeNo}
                {order.transactionId && (
                  <>
                    <br />
                    <span className="text-muted">微信 {order.transactionId}</span>
                  </>
                )}
              </td>
              <td className="whitespace-nowrap">
                下单 {formatStamp(order.createdAt)}
                <br />
                <span className="text-muted">
                  {order.successTime
                    ? `支付 ${formatStamp(order.successTime)}`
                    : order.queriedAt
                      ? `查询 ${formatStamp(order.queriedAt)}`
                      : "尚未查询"}
                </span>
              </td>
              {mayQuery && (
                <td>
                  {!order.successTime && (
                    <form action={queryOrderAction}>
                      <input type="hidden" name="orderId" value={order.id} />
                      <SubmitButton className="button button-small whitespace-nowrap" busy="正在查询…">
                        向微信查询<span className="sr-only">订单 {order.outTradeNo}</span>
                      </SubmitButton>
                    </form>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** 张*: enough to recognise one who is on the phone. */
const maskName = (name: string | null) => (name ? `${name.slice(0, 1)}${"*".repeat(Math.max(1, name.length - 1))}` : "");

function Cases({ cases }: { cases: OpenCase[] }) {
  return (
    <section aria-labelledby="cases" className="mb-6">
      <h2 id="cases" className="mb-2">
        待处理异常
      </h2>
      <div className="overflow-x-auto rounded-lg border border-warn bg-white">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">类型</th>
              <th scope="col">实收金额</th>
              <th scope="col">订单金额</th>
              <th scope="col">订单号</th>
              <th scope="col">微信支付单号</th>
              <th scope="col">报名号</th>
              <th scope="col">发现时间</th>
            </tr>
          </thead>
          <tbody>
            {cases.map((open) => (
              <tr key={open.id} className="whitespace-nowrap">
                <td className="font-semibold text-warn">{caseLabels[open.kind]}</td>
                <td>{formatYuan(open.amountFen)}</td>
                <td>{open.order ? formatYuan(open.order.amountFen) : "—"}</td>
                <td>{open.outTradeNo}</td>
                <td>{open.transactionId}</td>
                <td>{open.order?.registration.registrationNumber ?? "—"}</td>
                <td>{formatStamp(open.createdAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
