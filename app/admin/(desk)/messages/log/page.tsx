import type { Metadata } from "next";
import { formatStamp } from "@/app/_lib/format";
import { failureText, smsStateLabels } from "@/app/_lib/labels/message";
import { SmsState } from "@/lib/adapter/db/enums";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { type LoggedSms, logFilterSchema, smsLog } from "@/lib/domain/message/queries/log";
import { isExamOffice } from "@/lib/domain/review/stages";
import { type Column, DeskTable } from "../../../_components/desk-table";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { FilterChoice } from "../../../_list/filter-choice";
import { ResendForm } from "../message-forms";
import { MessageLinks } from "../message-links";

export const metadata: Metadata = { title: "短信发送记录" };

const PATH = "/admin/messages/log";
const PAGE_SIZE = 50;

export default async function SmsLogPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], PATH);
  const examSession = await deskExamSession();
  if (!examSession) return <NoExamSession title="短信发送记录" />;
  const filter = logFilterSchema.parse(await searchParams);
  const { rows, next } = await smsLog({ examSessionId: examSession.id, filter, limit: PAGE_SIZE });
  await lookAt(
    staff,
    "/admin/messages/log",
    { kind: "exam_session", id: examSession.id },
    rows.flatMap(({ registrationId }) => registrationId ?? []),
  );
  const further = new URLSearchParams({
    ...(filter.state && { state: filter.state }),
    ...(filter.campaign && { campaign: filter.campaign }),
    ...(next && { after: next }),
  });
  return (
    <>
      <PageHead
        title="短信发送记录"
        tabs={<MessageLinks present="/admin/messages/log" />}
        lead="发给本批次考生的短信；验证码不在其中。"
      />
      <form method="get" action={PATH} className="mb-3 flex flex-wrap items-center gap-2">
        {filter.campaign && <input type="hidden" name="campaign" value={filter.campaign} />}
        <FilterChoice
          name="state"
          label="全部状态"
          value={filter.state}
          options={Object.values(SmsState).map((state) => [state, smsStateLabels[state]] as const)}
        />
        <button type="submit" className="button">
          筛选
        </button>
        {filter.campaign && (
          <span>
            只看一次群发。<a href={PATH}>看全部</a>
          </span>
        )}
      </form>
      <DeskTable
        caption="短信发送记录"
        rows={rows}
        id={({ id }) => id}
        empty={filter.state || filter.campaign ? "没有这样的短信。" : "还没有向本批次的考生发过短信。"}
        columns={isExamOffice(staff.role) ? [...columns, resendColumn] : columns}
      />
      {next && (
        <p className="mt-3">
          <a href={`${PATH}?${further}`}>更早的短信</a>
        </p>
      )}
    </>
  );
}

const columns: Column<LoggedSms>[] = [
  { key: "at", label: "时间", text: ({ sentAt, createdAt }) => formatStamp(sentAt ?? createdAt) },
  {
    key: "name",
    label: "考生",
    cell: ({ registrationId, name }) =>
      registrationId ? <a href={`/admin/registrations/${registrationId}`}>{name ?? "（未填写）"}</a> : "—",
  },
  { key: "phone", label: "手机号", text: ({ phone }) => phone },
  { key: "text", label: "内容", wraps: true, text: ({ text }) => text },
  {
    key: "state",
    label: "状态",
    wraps: true,
    cell: ({ state, failure, dueAt }) => (
      <>
        <span className={state === "FAILED" || state === "UNKNOWN" ? "font-semibold text-bad" : ""}>
          {smsStateLabels[state]}
        </span>
        {failure && <span className="block text-sm text-muted">{failureText(failure)}</span>}
        {state === "WAITING" && <span className="block text-sm text-muted">{formatStamp(dueAt).slice(5, 16)} 起</span>}
      </>
    ),
  },
  { key: "attempts", label: "次数", figure: true, text: ({ attempts }) => attempts },
  { key: "provider", label: "服务商", text: ({ provider }) => provider },
];

const resendColumn: Column<LoggedSms> = {
  key: "resend",
  label: "操作",
  acts: true,
  cell: ({ id, state, phone, template }) =>
    template && (state === "FAILED" || state === "UNKNOWN") ? (
      <ResendForm id={id} to={phone ?? ""} unknown={state === "UNKNOWN"} />
    ) : null,
};
