import type { Metadata } from "next";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { formatStamp, formatYuan } from "@/app/_lib/format";
import { campaignLabels } from "@/app/_lib/labels/message";
import { categoryLabels, statusLabels } from "@/app/_lib/labels/registration";
import { messages } from "@/app/_lib/messages/all";
import { canSend, smsSignature } from "@/lib/adapter/sms/send";
import { deskExamSession, namedExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { MAX_TICKED } from "@/lib/core/confirmation";
import { type ExamSessionFrame, wholeExamSession } from "@/lib/domain/exam-session/queries";
import {
  campaignContent,
  campaignCost,
  type CampaignTemplate,
  campaignTemplates,
  smsParts,
} from "@/lib/domain/message/campaign";
import { newCampaignId, sameCampaign } from "@/lib/domain/message/queries/campaigns";
import { countRecipients } from "@/lib/domain/message/queries/recipients";
import { reachesEverybody, type RecipientFilter, recipientFilterSchema } from "@/lib/domain/message/recipient-filter";
import { listStatuses } from "@/lib/domain/review/list-filter";
import { env } from "@/lib/env";
import { OtherSession } from "../../../_components/other-session";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { FilterChoice } from "../../../_list/filter-choice";
import { filterWords } from "../filter-words";
import { StartForm, TestForm } from "./campaign-forms";

export const metadata: Metadata = { title: "发短信" };

const PATH = "/admin/messages/new";
const chosenTemplate = z.enum(campaignTemplates).optional().catch(undefined);

/** First template and filter, by an address of their own; then what would be sent, to how many, for how much. */
export default async function NewCampaignPage({ searchParams }: DeskPageProps) {
  await requireStaff(["EXAM_OFFICER"], PATH);
  const search = await searchParams;
  const frame = (await namedExamSession(search["session"])) ?? (await deskExamSession());
  if (!frame) return <NoExamSession title="发短信" />;
  const examSession = await wholeExamSession(frame);
  const filter = recipientFilterSchema.parse(search);
  const offered = campaignTemplates.filter((template) => canSend(template));
  const asked = chosenTemplate.parse(search["template"]);
  const template = asked && offered.includes(asked) ? asked : undefined;
  const named = (list: readonly { id: string; name: string }[]) => list.map(({ id, name }) => [id, name] as const);
  return (
    <>
      <p className="mb-2">
        <a href="/admin/messages">返回群发短信</a>
      </p>
      <PageHead title="发短信" lead={frame.title} />
      <OtherSession examSession={frame} path={PATH} />
      {offered.length === 0 ? (
        <Notice tone="warn" title="还没有可用的短信模板。">
          请先向短信服务商报备模板，再在系统设置中填写模板编号。
        </Notice>
      ) : (
        <form method="get" action={PATH} className="card mb-5">
          <input type="hidden" name="session" value={frame.id} />
          <div className="flex flex-wrap items-end gap-2">
            <FilterChoice
              name="template"
              label="短信内容"
              value={template}
              options={offered.map((one) => [one, campaignLabels[one]] as const)}
            />
            <FilterChoice
              name="status"
              label="全部状态"
              value={filter.status}
              options={listStatuses.map((status) => [status, statusLabels[status]] as const)}
            />
            <FilterChoice name="school" label="全部学校" value={filter.school} options={named(examSession.schools)} />
            <FilterChoice
              name="language"
              label="全部语种"
              value={filter.language}
              options={named(examSession.languages)}
            />
            <FilterChoice
              name="level"
              label="全部层次"
              value={filter.level}
              options={examSession.levels.map((level) => [level, level] as const)}
            />
            <FilterChoice
              name="category"
              label="全部类别"
              value={filter.category}
              options={examSession.categories.map((one) => [one, categoryLabels[one]] as const)}
            />
            <button type="submit" className="button">
              预览
            </button>
          </div>
          <p className="mt-2 text-sm text-muted">
            只能选用短信服务商批准的模板；模板中没有姓名、号码等个人信息。预览不会发送。
          </p>
        </form>
      )}
      {template && (
        <Preview frame={frame} template={template} filter={filter} whom={filterWords(filter, examSession)} />
      )}
    </>
  );
}

async function Preview({
  frame,
  template,
  filter,
  whom,
}: {
  frame: ExamSessionFrame;
  template: CampaignTemplate;
  filter: RecipientFilter;
  whom: string;
}) {
  const now = new Date();
  const content = campaignContent(template, frame, now);
  if (!content) return <Notice tone="warn">{messages.campaign_window_over}</Notice>;
  const [count, same] = await Promise.all([
    countRecipients({ examSessionId: frame.id, filter, now }),
    sameCampaign({ examSessionId: frame.id, template, filter, now }),
  ]);
  const begun = same && `${same.staff.name} ${formatStamp(same.createdAt).slice(11, 16)}`;
  const signature = smsSignature();
  const parts = smsParts(content.text, signature);
  const cost = formatYuan(campaignCost(parts, count, env().SMS_PRICE_FEN));
  return (
    <section aria-labelledby="preview" className="card max-w-3xl">
      <h2 id="preview" className="mb-2">
        预览
      </h2>
      <blockquote className="mb-3 rounded-md border-l-4 border-brand bg-brand-soft px-4 py-3">
        {signature && `【${signature}】`}
        {content.text}
      </blockquote>
      <dl className="mb-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">发给</dt>
        <dd>{whom}</dd>
        <dt className="text-muted">人数</dt>
        <dd>{count} 人</dd>
        <dt className="text-muted">估计费用</dt>
        <dd>
          {cost}
          {parts > 1 && `（内容较长，每人按 ${parts} 条计）`}
        </dd>
      </dl>
      {count === 0 ? (
        <Notice tone="warn" title="没有人符合这些条件，不能发送。">
          请放宽条件后重新预览。没有手机号的账号不计在内。
        </Notice>
      ) : (
        <>
          {reachesEverybody(filter) && (
            <Notice tone="warn" title={`没有选择任何条件：将发给本批次全部 ${count} 名考生。`}>
              包括填写中、不通过和已取消的。只想发给其中一部分的，请先选择条件。
            </Notice>
          )}
          {same && begun && (
            <Notice tone="warn" title={`${begun} 已向同一批考生发送过同样的短信（${same.recipients} 人）。`}>
              再发一次，他们会收到两条。<a href={`/admin/messages/${same.id}`}>查看那一次的进度</a>
            </Notice>
          )}
          <TestForm session={frame.id} template={template} />
          <StartForm
            hidden={{ id: newCampaignId(now), session: frame.id, template, count: String(count), ...filter }}
            count={count}
            cost={cost}
            whom={whom}
            repeated={begun && `${begun} 已发送过同样的短信`}
            wordTyped={count > MAX_TICKED}
          />
        </>
      )}
    </section>
  );
}
