import type { ReactNode } from "react";
import { Notice } from "@/app/_components/notice";
import { PrintButton } from "@/app/_components/print-button";
import { formatInstant, formatYuan } from "@/app/_lib/format";
import type { OwnOrder, PayingRegistration } from "@/lib/domain/payment/queries/own-orders";

/** What the candidate paid, to view and print. Without an order he did not have to pay. */
export function Receipt({ registration, order }: { registration: PayingRegistration; order: OwnOrder | null }) {
  const { name, documentMasked, language, registrationNumber, paidAt, examSession } = registration;
  const rows: [string, ReactNode][] = [
    ["考试名称", examSession.title],
    ["报名号", registrationNumber],
    ["姓名", name],
    ["证件号码", documentMasked],
    ["应试语种", language?.name],
    ["收费项目", "学士学位外语考试报名费"],
    ["金额", order ? formatYuan(order.amountFen) : "免缴"],
    ["支付时间", formatInstant(order?.successTime ?? paidAt ?? new Date(0))],
  ];
  if (order)
    rows.push(["支付方式", "微信支付"], ["微信支付单号", order.transactionId], ["商户订单号", order.outTradeNo]);
  return (
    <>
      <div className="no-print">
        <Notice tone="good" title="报名已生效，请等待考试通知">
          <p>考场与座位编排完成后，请在准考证打印时间内登录本系统打印准考证。</p>
        </Notice>
      </div>
      <section className="card" aria-labelledby="receipt">
        <h2 id="receipt" className="text-center text-xl">
          {examSession.schoolName}缴费收据
        </h2>
        <dl className="mt-4 divide-y divide-line border-y border-line">
          {rows.map(([label, value]) => (
            <div key={label} className="grid gap-x-4 py-2 sm:grid-cols-[10rem_1fr] print:grid-cols-[10rem_1fr]">
              <dt className="text-muted">{label}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-sm text-muted">本收据由报名系统生成，供考生核对缴费情况。</p>
        <div className="no-print mt-5 flex flex-wrap gap-3">
          <a href="/registration/exam" className="button button-primary w-full sm:w-auto">
            查看考试安排
          </a>
          {order && (
            <a href={`/api/payments/receipts/${order.id}`} className="button w-full sm:w-auto">
              收据 PDF
            </a>
          )}
          <PrintButton className="button w-full sm:w-auto">打印收据</PrintButton>
        </div>
      </section>
    </>
  );
}
