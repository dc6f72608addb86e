import type { Metadata } from "next";
import { mayAs } from "@/lib/domain/account/roles";
import { PrintButton } from "@/app/_components/print-button";
import { formatDate, formatStamp, formatYuan } from "@/app/_lib/format";
import { billStateLabels } from "@/app/_lib/labels/payment";
import { requireStaff } from "@/lib/auth/session";
import { readDay, shanghaiDayOf, shanghaiMidnight } from "@/lib/core/clock";
import type { Fen } from "@/lib/core/money";
import { type Sums, sumsBy, sumsOf } from "@/lib/domain/payment/finance-sums";
import { type DailyClose, dailyClose } from "@/lib/domain/payment/queries/finance";
import { DeskTable } from "../../../_components/desk-table";
import { PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { DeskTabs } from "../desk-tabs";

export const metadata: Metadata = { title: "日结与对账" };

/** The start of the requested day. It is yesterday when the day is invalid or not over yet. */
function dayIn(text: unknown, now: Date): Date {
  const asked = typeof text === "string" ? readDay(text) : null;
  return asked && asked <= now ? asked : shanghaiMidnight(now, -1);
}

export default async function ClosingPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER", "AUDITOR"], "/admin/payments/closing");
  const { day } = await searchParams;
  const now = new Date();
  const from = dayIn(day, now);
  const close = await dailyClose(from);
  const sums = sumsOf(close.entries);
  const next = shanghaiMidnight(from, 1);
  return (
    <>
      <PageHead
        title="日结"
        lead={`${formatDate(from)}，以微信支付的交易时间计，北京时间 0 时至 24 时。`}
        tabs={<DeskTabs present="closing" />}
      >
        <PrintButton className="button no-print">打印</PrintButton>
      </PageHead>
      <nav aria-label="日期" className="no-print mb-5 flex flex-wrap items-center gap-3">
        <a href={`?day=${shanghaiDayOf(shanghaiMidnight(from, -1))}`} className="button button-small">
          前一日
        </a>
        {next <= now && (
          <a href={`?day=${shanghaiDayOf(next)}`} className="button button-small">
            后一日
          </a>
        )}
        <form className="flex items-center gap-2">
          <input
            type="date"
            name="day"
            aria-label="日期"
            defaultValue={shanghaiDayOf(from)}
            max={shanghaiDayOf(now)}
            className="input min-h-11 w-44 py-1 text-sm sm:min-h-10"
          />
          <button type="submit" className="button button-small">
            查看
          </button>
        </form>
      </nav>
      <div className="mb-5 grid gap-5 lg:grid-cols-2">
        <Balance close={close} sums={sums} />
        <Bill close={close} sums={sums} />
      </div>
      <Groups title="按学校" groups={sumsBy(close.entries, ({ school }) => school ?? "未归属")} />
      <Groups title="按语种" groups={sumsBy(close.entries, ({ language }) => language ?? "未归属")} />
      <p className="mt-6 hidden justify-between print:flex">
        <span>制表：＿＿＿＿＿＿＿＿</span>
        <span>复核：＿＿＿＿＿＿＿＿</span>
        <span>打印时间：{formatStamp(now)}</span>
      </p>
      {mayAs(staff.roles, ["FINANCE", "AUDITOR"]) && <ExportForm from={from} now={now} />}
    </>
  );
}

function Balance({ close, sums }: { close: DailyClose; sums: Sums }) {
  const rows: [string, string, string][] = [
    ["期初余额", "", formatYuan(close.openingFen)],
    ["收款", `${sums.charges} 笔`, formatYuan(sums.chargedFen)],
    ["退款", `${sums.refunds} 笔`, formatYuan(-sums.refundedFen)],
    ["更正", `${sums.corrections} 笔`, formatYuan(sums.correctedFen)],
    ["期末余额", "", formatYuan(close.openingFen + sums.netFen)],
    ["减免（没有资金往来）", `${sums.waivers} 人`, formatYuan(sums.waivedFen)],
  ];
  return (
    <section className="card" aria-labelledby="balance">
      <h2 id="balance" className="mb-2">
        台账
      </h2>
      <DeskTable
        caption="台账"
        inCard
        rows={rows}
        id={([label]) => label}
        columns={[
          { key: "label", label: "项目", heads: true, text: ([label]) => label },
          { key: "count", label: "笔数", figure: true, text: ([, count]) => count },
          { key: "sum", label: "金额", figure: true, cell: ([, , sum]) => <strong>{sum}</strong> },
        ]}
      />
      <p className="mt-2 text-sm text-muted">期末余额即微信支付当日终了为本校保管的款项。</p>
    </section>
  );
}

function Bill({ close: { bill, openCases }, sums }: { close: DailyClose; sums: Sums }) {
  return (
    <section className="card" aria-labelledby="bill">
      <h2 id="bill" className="mb-2">
        微信支付账单：{bill ? billStateLabels[bill.state] : "尚未取得"}
      </h2>
      {bill && bill.state !== "WAITING" ? (
        <>
          <DeskTable
            caption="账单与台账"
            inCard
            rows={[
              {
                label: "收款",
                bill: [bill.payments, bill.paidFen] as const,
                ledger: [sums.charges, sums.chargedFen] as const,
              },
              {
                label: "退款",
                bill: [bill.refunds, bill.refundedFen] as const,
                ledger: [sums.refunds, sums.refundedFen] as const,
              },
            ]}
            id={({ label }) => label}
            columns={[
              { key: "label", label: "项目", heads: true, text: ({ label }) => label },
              { key: "bill", label: "账单", figure: true, text: ({ bill: [count, fen] }) => counted(count, fen) },
              { key: "ledger", label: "台账", figure: true, text: ({ ledger: [count, fen] }) => counted(count, fen) },
            ]}
          />
          <p className={`mt-2 font-semibold ${bill.differences > 0 ? "text-bad" : "text-good"}`}>
            {bill.differences > 0 ? `差异 ${bill.differences} 项，已列入异常` : "逐笔核对一致"}
          </p>
          <p className="text-sm text-muted">
            {bill.comparedAt && `${formatStamp(bill.comparedAt)} 核对。`}
            账单按退款受理时间、台账按到账时间计，跨日的退款两边会差一天。
          </p>
        </>
      ) : (
        <p>微信支付次日上午十时后提供账单，系统会自动取得并逐笔核对。{bill?.failure && `（上次：${bill.failure}）`}</p>
      )}
      {openCases > 0 && (
        <p className="mt-2">
          <a href="/admin/payments/exceptions">待处理异常 {openCases} 项</a>
        </p>
      )}
    </section>
  );
}

const counted = (count: number, fen: Fen) => `${count} 笔　${formatYuan(fen)}`;

function Groups({ title, groups }: { title: string; groups: readonly { name: string; sums: Sums }[] }) {
  if (groups.length === 0) return null;
  return (
    <section className="mb-5">
      <h2 className="mb-2">{title}</h2>
      <DeskTable
        caption={title}
        rows={groups}
        id={({ name }) => name}
        columns={[
          { key: "name", label: "名称", heads: true, text: ({ name }) => name, wraps: true },
          { key: "charges", label: "收款笔数", figure: true, text: ({ sums }) => sums.charges },
          { key: "charged", label: "收款", figure: true, text: ({ sums }) => formatYuan(sums.chargedFen) },
          { key: "refunds", label: "退款笔数", figure: true, text: ({ sums }) => sums.refunds },
          { key: "refunded", label: "退款", figure: true, text: ({ sums }) => formatYuan(sums.refundedFen) },
          { key: "waivers", label: "减免人数", figure: true, text: ({ sums }) => sums.waivers },
          { key: "waived", label: "减免", figure: true, text: ({ sums }) => formatYuan(sums.waivedFen) },
          { key: "corrected", label: "更正", figure: true, text: ({ sums }) => formatYuan(sums.correctedFen) },
          { key: "net", label: "净额", figure: true, cell: ({ sums }) => <strong>{formatYuan(sums.netFen)}</strong> },
        ]}
      />
    </section>
  );
}

const tables = { lines: "明细", days: "按日", schools: "按学校" };

/** A download, so it is a plain form. It is a post, because the download is recorded. */
function ExportForm({ from, now }: { from: Date; now: Date }) {
  return (
    <form
      action="/api/payments/exports"
      method="post"
      className="no-print card flex flex-wrap items-end gap-4"
      aria-labelledby="export"
    >
      <h2 id="export" className="w-full">
        导出台账
      </h2>
      <label>
        起始日期
        <input
          type="date"
          name="from"
          defaultValue={shanghaiDayOf(from)}
          max={shanghaiDayOf(now)}
          required
          className="input block"
        />
      </label>
      <label>
        截止日期（含）
        <input
          type="date"
          name="to"
          defaultValue={shanghaiDayOf(from)}
          max={shanghaiDayOf(now)}
          required
          className="input block"
        />
      </label>
      <button type="submit" name="wanted" value="workbook" className="button">
        导出 Excel
      </button>
      <span className="flex flex-wrap items-center gap-2">
        CSV：
        {(["lines", "days", "schools"] as const).map((table) => (
          <button
            key={table}
            type="submit"
            name="wanted"
            value={table}
            aria-label={`导出 CSV：${tables[table]}`}
            className="button"
          >
            {tables[table]}
          </button>
        ))}
      </span>
      <p className="w-full text-sm text-muted">
        Excel 中有按日、按学校与明细三张表，CSV 每份一张；合计与台账一致。证件号码已隐去中间数字；每次导出都会记录。
      </p>
    </form>
  );
}
