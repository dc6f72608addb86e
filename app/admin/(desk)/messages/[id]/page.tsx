import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { campaignLabels, failureText, smsStateLabels } from "@/app/_lib/labels/message";
import { SmsState } from "@/lib/adapter/db/enums";
import { requireStaff } from "@/lib/auth/session";
import { wholeExamSession } from "@/lib/domain/exam-session/queries";
import type { CampaignTemplate } from "@/lib/domain/message/campaign";
import { campaignReport } from "@/lib/domain/message/queries/campaigns";
import { isExamOffice } from "@/lib/domain/account/roles";
import { DeskTable } from "../../../_components/desk-table";
import { PageHead } from "../../../_components/page-head";
import type { DeskItemProps } from "../../../_components/page-props";
import { RefreshWhile } from "../../../_components/refresh-while";
import { campaignState } from "../campaign-state";
import { storedFilterWords } from "../filter-words";
import { StopForm } from "../message-forms";

export const metadata: Metadata = { title: "群发短信报告" };

export default async function CampaignPage({ params }: DeskItemProps) {
  const { id } = await params;
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], `/admin/messages/${id}`);
  const campaign = z.uuid().safeParse(id).success ? await campaignReport(id) : null;
  if (!campaign) notFound();
  const whom = storedFilterWords(campaign.filter, await wholeExamSession({ id: campaign.examSessionId }));
  const { open, sent, handled, label } = campaignState(campaign);
  return (
    <>
      {open > 0 && <RefreshWhile seconds={3} />}
      <p className="mb-2">
        <a href="/admin/messages">返回群发短信</a>
      </p>
      <PageHead
        title={`${campaignLabels[campaign.template as CampaignTemplate]}：${label}`}
        lead={`${campaign.staff.name}　${formatStamp(campaign.createdAt)} 开始`}
      />
      <section aria-label="进度" className="card mb-5 max-w-3xl">
        <blockquote className="mb-3 rounded-md border-l-4 border-brand bg-brand-soft px-4 py-3">
          {campaign.text}
        </blockquote>
        <p className="mb-3">
          发给{whom}，共 {campaign.recipients} 人，估计费用 {formatYuan(campaign.costFen)}。
        </p>
        <label className="block">
          <span className="tabular-nums">
            已处理 {handled} / {campaign.recipients}，其中发出 {sent}
          </span>
          <progress value={handled} max={campaign.recipients} className="mt-1 block h-3 w-full">
            {handled} / {campaign.recipients}
          </progress>
        </label>
        {open > 0 && isExamOffice(staff.roles) && campaign.stoppedAt === null && (
          <div className="mt-3 flex flex-wrap items-center gap-3">
            <StopForm id={campaign.id} />
            <span className="text-sm text-muted">可以离开本页，发送会在后台继续。</span>
          </div>
        )}
      </section>
      <h2 className="mb-2">报告</h2>
      <DeskTable
        caption="各状态的条数"
        rows={Object.values(SmsState).filter((state) => campaign.states[state])}
        id={(state) => state}
        columns={[
          {
            key: "state",
            label: "状态",
            heads: true,
            cell: (state) => (
              <a href={`/admin/messages/log?campaign=${campaign.id}&state=${state}`}>{smsStateLabels[state]}</a>
            ),
          },
          { key: "count", label: "条数", figure: true, text: (state) => campaign.states[state] },
          {
            key: "why",
            label: "原因",
            wraps: true,
            text: (state) =>
              ["FAILED", "DROPPED", "UNKNOWN"].includes(state)
                ? campaign.failures
                    .filter((failure) => failure.state === state)
                    .map(({ failure, count }) => `${failureText(failure) ?? "未说明"}（${count}）`)
                    .join("；")
                : "",
          },
        ]}
      />
    </>
  );
}
