import type { Metadata } from "next";
import { noticeGroupLabels, noticeStateLabels } from "@/app/_lib/labels/notice";
import { formatStamp } from "@/app/_lib/format";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { isExamOffice } from "@/lib/domain/account/roles";
import { deskNotices } from "@/lib/domain/notice/queries";
import { noticeState } from "@/lib/domain/notice/showing";
import { type Column, DeskTable } from "../../_components/desk-table";
import { PageHead } from "../../_components/page-head";

export const metadata: Metadata = { title: "通知公告" };

type Row = Awaited<ReturnType<typeof deskNotices>>[number];

/** The minute is enough for times that staff chose. */
const minute = (instant: Date) => formatStamp(instant).slice(0, 16);

export default async function NoticesPage() {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/notices");
  const examSession = await deskExamSession();
  const [notices, now] = [await deskNotices(examSession?.id ?? null), new Date()];
  const edits = isExamOffice(staff.roles);
  const columns: Column<Row>[] = [
    {
      key: "title",
      label: "标题",
      heads: true,
      wraps: true,
      cell: ({ id, title }) => (edits ? <a href={`/admin/notices/${id}`}>{title}</a> : title),
    },
    {
      key: "state",
      label: "状态",
      cell: (notice) => {
        const state = noticeState(notice, now);
        return <span className={state === "shown" ? "font-semibold" : "text-muted"}>{noticeStateLabels[state]}</span>;
      },
    },
    {
      key: "audience",
      label: "给谁看",
      wraps: true,
      text: ({ audience, groups }) =>
        audience === "EVERYBODY" ? "所有人" : groups.map((group) => noticeGroupLabels[group]).join("、"),
    },
    { key: "pinned", label: "置顶", text: ({ pinned }) => (pinned ? "是" : "") },
    { key: "from", label: "显示从", text: ({ startsAt }) => minute(startsAt) },
    { key: "to", label: "到", text: ({ endsAt }) => minute(endsAt) },
  ];
  return (
    <>
      <PageHead title="通知公告" lead="给所有人的显示在首页和考生的“我的报名”；给部分考生的只显示在他们的“我的报名”。">
        {edits && (
          <a href="/admin/notices/new" className="button button-primary">
            写通知
          </a>
        )}
      </PageHead>
      <DeskTable
        caption="通知公告"
        rows={notices}
        id={({ id }) => id}
        empty="还没有写过通知。首页和考生页面上此时没有“通知公告”这一栏。"
        columns={columns}
      />
    </>
  );
}
