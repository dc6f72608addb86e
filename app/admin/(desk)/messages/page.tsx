import type { Metadata } from "next";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { campaignLabels } from "@/app/_lib/labels/message";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { wholeExamSession } from "@/lib/domain/exam-session/queries";
import type { CampaignTemplate } from "@/lib/domain/message/campaign";
import { campaigns } from "@/lib/domain/message/queries/campaigns";
import { isExamOffice } from "@/lib/domain/account/roles";
import { DeskTable } from "../../_components/desk-table";
import { NoExamSession, PageHead } from "../../_components/page-head";
import { campaignState } from "./campaign-state";
import { storedFilterWords } from "./filter-words";
import { MessageLinks } from "./message-links";

export const metadata: Metadata = { title: "群发短信" };

export default async function MessagesPage() {
  const staff = await requireStaff(["EXAM_OFFICER", "AUDITOR"], "/admin/messages");
  const frame = await deskExamSession();
  if (!frame) return <NoExamSession title="群发短信" />;
  const [examSession, rows] = await Promise.all([wholeExamSession(frame), campaigns(frame.id)]);
  return (
    <>
      <PageHead title="群发短信" tabs={<MessageLinks present="/admin/messages" />} lead={frame.title}>
        {isExamOffice(staff.roles) && (
          <a href="/admin/messages/new" className="button button-primary">
            发短信
          </a>
        )}
      </PageHead>
      <DeskTable
        caption="群发短信"
        rows={rows}
        id={({ id }) => id}
        empty="这个批次还没有群发过短信。"
        columns={[
          {
            key: "template",
            label: "内容",
            heads: true,
            cell: ({ id, template }) => (
              <a href={`/admin/messages/${id}`}>{campaignLabels[template as CampaignTemplate]}</a>
            ),
          },
          { key: "whom", label: "发给", wraps: true, text: ({ filter }) => storedFilterWords(filter, examSession) },
          { key: "count", label: "人数", figure: true, text: ({ recipients }) => recipients },
          { key: "cost", label: "估计费用", figure: true, text: ({ costFen }) => formatYuan(costFen) },
          { key: "state", label: "状态", text: (row) => campaignState(row).label },
          { key: "failed", label: "失败", figure: true, text: ({ states }) => states.FAILED ?? 0 },
          { key: "who", label: "发送人", text: ({ staff: by }) => by.name },
          { key: "at", label: "时间", text: ({ createdAt }) => formatStamp(createdAt).slice(0, 16) },
        ]}
      />
    </>
  );
}
