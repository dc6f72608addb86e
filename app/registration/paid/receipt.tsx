import { texts } from "@/app/_lib/texts";
import type { ReactNode } from "react";
import { PrintButton } from "@/app/_components/print-button";
import { formatInstant, formatYuan } from "@/app/_lib/format";
import type { OwnOrder, PayingRegistration } from "@/lib/domain/payment/queries/own-orders";

/** What the candidate paid, to view and print. Without an order he did not have to pay. */
export async function Receipt({ registration, order }: { registration: PayingRegistration; order: OwnOrder | null }) {
  const { t, moment, language: spoken } = await texts();

  const { name, documentMasked, language, registrationNumber, paidAt, examSession } = registration;
  const paidSince = order?.successTime ?? paidAt ?? new Date(0);
  const rows: [string, ReactNode][] = [
    ["考试名称", examSession.title],
    ["报名号", registrationNumber],
    ["姓名", name],
    ["证件号码", documentMasked],
    ["应试语种", t(language?.name ?? "")],
    ["收费项目", t("学士学位外语考试报名费")],
    ["金额", order ? formatYuan(order.amountFen) : t("免缴")],
    ["支付时间", spoken === "en" ? moment(paidSince) : formatInstant(paidSince)],
  ];
  if (order)
    rows.push(["支付方式", t("微信支付")], ["微信支付单号", order.transactionId], ["商户订单号", order.outTradeNo]);
  return (
    <section className="card" aria-labelledby="receipt">
      <h2 id="receipt" className="text-center text-xl">
        {examSession.schoolName}
        {t("缴费收据")}
      </h2>
      <dl className="mt-4 divide-y divide-line border-y border-line">
        {rows.map(([label, value]) => (
          <div key={label} className="grid gap-x-4 py-2 sm:grid-cols-[10rem_1fr] print:grid-cols-[10rem_1fr]">
            <dt className="text-muted">{t(label)}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-muted">{t("本收据由报名系统生成，供考生核对缴费情况。")}</p>
      <div className="no-print mt-5 flex flex-wrap gap-3">
        {order && (
          <a href={`/api/payments/receipts/${order.id}`} className="button w-full sm:w-auto">
            {t("收据 PDF")}
          </a>
        )}
        <PrintButton className="button w-full sm:w-auto">{t("打印收据")}</PrintButton>
      </div>
    </section>
  );
}
