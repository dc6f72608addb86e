import type { Metadata } from "next";
import { Notice } from "@/app/_components/notice";
import { formatClosing, formatDate, formatLeft } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { isLimited } from "@/lib/domain/account/roles";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { forecast, FORECAST_DAYS } from "@/lib/domain/review/forecast";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewReaders } from "@/lib/domain/review/stages";
import { recentPace, type ReviewerDay, reviewerDays, waitingTimes } from "@/lib/domain/review/queries/throughput";
import { type Column, DeskTable } from "../../../_components/desk-table";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { readSort, sorted } from "../../../_list/desk-list";
import { ReviewLinks } from "../review-links";

export const metadata: Metadata = { title: "审核进度" };

const DAY_MS = 24 * 60 * 60 * 1000;
const SHOWN_DAYS = 14;

export default async function ThroughputPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(reviewReaders, "/admin/reviews/throughput");
  const examSession = await deskExamSession();
  if (!examSession) return <NoExamSession title="审核进度" />;

  const now = new Date();
  const sort = readSort((await searchParams)["sort"], dayColumns);
  const since = new Date(now.getTime() - SHOWN_DAYS * DAY_MS);
  const reviewer = isLimited(staff.roles, reviewReaders);
  const scope = await scopeOf(staff, reviewReaders);
  const [days, waiting, pace] = await Promise.all([
    reviewerDays({ examSessionId: examSession.id, since, staffId: reviewer ? staff.id : null }),
    waitingTimes({ examSessionId: examSession.id, scope, since }),
    recentPace(examSession.id, scope, now),
  ]);
  const outlook = forecast({ ...examSession, waiting: waiting.waiting, ...pace, now });

  return (
    <>
      <PageHead title="审核进度" tabs={<ReviewLinks present="/admin/reviews/throughput" />} />
      <Outlook
        outlook={outlook}
        waiting={waiting.waiting}
        closesAt={examSession.reviewClosesAt}
        perDay={pace.decided / FORECAST_DAYS}
        now={now}
      />
      <dl className="mb-6 grid grid-cols-2 gap-3 md:grid-cols-4">
        <Figure label="等待审核" value={`${waiting.waiting} 份`} />
        <Figure
          label="等待最久"
          value={waiting.oldestAt ? formatLeft(now.getTime() - waiting.oldestAt.getTime()) : "—"}
        />
        <Figure label="从提交到审核，一半考生不超过" value={hours(waiting.medianHours)} />
        <Figure label="最慢的十分之一超过" value={hours(waiting.slowestTenthHours)} />
      </dl>
      <section aria-labelledby="days">
        <h2 id="days" className="mb-2">
          {reviewer ? "我的审核" : "每人每日"}（最近{SHOWN_DAYS}天）
        </h2>
        {days.length === 0 ? (
          <p className="card">最近{SHOWN_DAYS}天没有审核决定。</p>
        ) : (
          <DeskTable
            caption={`${reviewer ? "我的审核" : "每人每日"}，最近${SHOWN_DAYS}天`}
            columns={dayColumns}
            rows={sorted(days, dayColumns, sort)}
            id={({ day, staffId }) => day + staffId}
            sort={sort}
            sortAddress={({ key, down }) => `/admin/reviews/throughput?sort=${down ? "-" : ""}${key}#days`}
          />
        )}
      </section>
    </>
  );
}

const dayColumns: readonly Column<ReviewerDay>[] = [
  { key: "day", label: "日期", text: ({ day }) => day, sorts: true },
  { key: "staff", label: "审核员", text: ({ staff }) => staff, sorts: true },
  {
    key: "total",
    label: "共计",
    figure: true,
    text: ({ approved, sentBack, refused }) => approved + sentBack + refused,
    sorts: true,
  },
  { key: "approved", label: "通过", figure: true, text: ({ approved }) => approved },
  { key: "sentBack", label: "退回", figure: true, text: ({ sentBack }) => sentBack },
  { key: "refused", label: "不通过", figure: true, text: ({ refused }) => refused },
  {
    key: "pace",
    label: "每份用时（中位数）",
    figure: true,
    text: ({ medianSeconds }) => (medianSeconds === null ? "批量" : seconds(medianSeconds)),
  },
];

function Outlook({
  outlook: { emptyAt, inTime },
  waiting,
  closesAt,
  perDay,
  now,
}: {
  outlook: ReturnType<typeof forecast>;
  waiting: number;
  closesAt: Date;
  perDay: number;
  now: Date;
}) {
  if (now >= closesAt)
    return <Notice tone={waiting ? "warn" : "good"}>资格审核已截止，尚有 {waiting} 份未审核。</Notice>;
  if (waiting === 0) return <Notice tone="good">目前没有等待审核的报名。审核于{formatClosing(closesAt)}截止。</Notice>;
  const pace = `最近${FORECAST_DAYS}天平均每天审核 ${Math.round(perDay)} 份`;
  if (!emptyAt) {
    return (
      <Notice tone="warn" title="照现在的速度不能按时审完。">
        {pace}，尚有 {waiting} 份等待，审核于{formatClosing(closesAt)}截止。
      </Notice>
    );
  }
  return (
    <Notice tone={inTime ? "good" : "warn"} title={inTime ? "预计能按时审完。" : "照现在的速度不能按时审完。"}>
      {pace}，预计{formatDate(emptyAt)}审完（含报名截止前还会提交的报名），审核于{formatClosing(closesAt)}截止。
    </Notice>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="card flex flex-col-reverse justify-end p-4 sm:p-4">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-2xl font-bold tabular-nums">{value}</dd>
    </div>
  );
}

const hours = (value: number | null) =>
  value === null ? "—" : value < 1 ? `${Math.round(value * 60)}分钟` : `${value.toFixed(1)}小时`;

const seconds = (value: number) => (value < 90 ? `${value}秒` : `${Math.round(value / 60)}分钟`);
