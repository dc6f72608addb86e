import type { Metadata } from "next";
import { z } from "zod";
import { smsStateLabels, smsTemplateLabels } from "@/app/_lib/labels/message";
import { SmsState } from "@/lib/adapter/db/enums";
import { deskExamSession, namedExamSession } from "@/lib/auth/desk-exam-session";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { shanghaiDayOf } from "@/lib/core/clock";
import { listSettings } from "@/lib/domain/account/queries";
import { type LogFilter, loggedTemplates, logFilterSchema } from "@/lib/domain/message/log-filter";
import { type LoggedSms, smsLog } from "@/lib/domain/message/queries/log";
import { isExamOffice } from "@/lib/domain/account/roles";
import { type Column, DeskTable } from "../../../_components/desk-table";
import { OtherSession } from "../../../_components/other-session";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { deskList } from "../../../_list/desk-list";
import { FilterChoice } from "../../../_list/filter-choice";
import { ListFoot, ListTools } from "../../../_list/list-tools";
import { ResendForm } from "../message-forms";
import { MessageLinks } from "../message-links";
import { logColumns } from "./log-columns";

export const metadata: Metadata = { title: "短信发送记录" };

const PATH = "/admin/messages/log";

/** Every SMS to whoever registers in an exam session, but codes: what became of it, and sending it again. */
export default async function SmsLogPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], PATH);
  const [search, settings] = await Promise.all([searchParams, listSettings(staff, "sms")]);
  const frame = (await namedExamSession(search["session"])) ?? (await deskExamSession());
  if (!frame) return <NoExamSession title="短信发送记录" />;
  const filter = logFilterSchema.parse({ ...search, session: frame.id });
  const after = z.uuid().safeParse(search["after"]).data;
  const list = deskList({
    name: "sms",
    path: PATH,
    columns: isExamOffice(staff.roles) ? [...logColumns, resendColumn] : logColumns,
    filter,
    search,
    settings,
    first: { key: "at", down: true },
  });
  const { rows, next } = await smsLog({ examSessionId: frame.id, filter, after, limit: settings.pageSize });
  await lookAt(
    staff,
    PATH,
    { kind: "exam_session", id: frame.id },
    rows.flatMap(({ registrationId }) => registrationId ?? []),
  );
  const { session: _session, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  return (
    <>
      <PageHead
        title="短信发送记录"
        tabs={<MessageLinks present="/admin/messages/log" />}
        lead="发给本批次考生的短信；验证码不在其中。"
      >
        <ListTools list={list} />
      </PageHead>
      <OtherSession examSession={frame} path={PATH} />
      <FilterForm
        filter={filter}
        unfiltered={
          isFiltered
            ? list.address({ state: undefined, template: undefined, day: undefined, campaign: undefined })
            : undefined
        }
      />
      <DeskTable
        caption="短信发送记录"
        columns={list.shown}
        rows={rows}
        id={({ id }) => id}
        density={list.density}
        empty={
          after
            ? "没有更早的短信。"
            : isFiltered
              ? "没有符合条件的短信。请放宽条件，或清除筛选。"
              : "还没有向本批次的考生发过短信。"
        }
      />
      <ListFoot list={list} later={after !== undefined} next={next}>
        {rows.length > 0 && `本页 ${rows.length} 条`}
      </ListFoot>
    </>
  );
}

function FilterForm({ filter, unfiltered }: { filter: LogFilter; unfiltered: string | undefined }) {
  return (
    <form method="get" action={PATH} aria-label="筛选短信" className="desk-tools no-print mb-1.5">
      <input type="hidden" name="session" value={filter.session} />
      {filter.campaign && <input type="hidden" name="campaign" value={filter.campaign} />}
      <FilterChoice
        name="state"
        label="全部状态"
        value={filter.state}
        options={Object.values(SmsState).map((state) => [state, smsStateLabels[state]] as const)}
      />
      <FilterChoice
        name="template"
        label="全部类别"
        value={filter.template}
        options={loggedTemplates.map((template) => [template, smsTemplateLabels[template]] as const)}
      />
      <label className="inline-flex items-center gap-1">
        日期
        <input
          type="date"
          name="day"
          defaultValue={filter.day ?? ""}
          max={shanghaiDayOf(new Date())}
          className="input"
        />
      </label>
      <button type="submit" className="button">
        筛选
      </button>
      {filter.campaign && <span>只看一次群发</span>}
      {unfiltered && <a href={unfiltered}>清除筛选</a>}
    </form>
  );
}

const resendColumn: Column<LoggedSms> = {
  key: "resend",
  label: "操作",
  acts: true,
  cell: ({ id, state, phone, template }) =>
    template && (state === "FAILED" || state === "UNKNOWN") ? (
      <ResendForm id={id} to={phone ?? ""} unknown={state === "UNKNOWN"} />
    ) : null,
};
