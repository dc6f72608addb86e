import type { Metadata } from "next";
import { z } from "zod";
import { Notice } from "@/app/_components/notice";
import { itemLabels } from "@/app/_lib/labels/registration";
import { messages } from "@/app/_lib/messages/all";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { deskExamSession, namedExamSession } from "@/lib/auth/desk-exam-session";
import { items } from "@/lib/domain/registration/items";
import { reasonsFor } from "@/lib/domain/review/canned-reason";
import { filterQuery, readFilter } from "@/lib/domain/review/queue-filter";
import { type BulkCandidate, bulkCandidates } from "@/lib/domain/review/queries/bulk";
import { cannedReasons } from "@/lib/domain/review/queries/canned-reasons";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewDeciders } from "@/lib/domain/review/stages";
import { isExamOffice } from "@/lib/domain/account/roles";
import { type Column, DeskTable } from "../../../_components/desk-table";
import { OtherSession } from "../../../_components/other-session";
import { NoExamSession, PageHead } from "../../../_components/page-head";
import type { DeskPageProps } from "../../../_components/page-props";
import { BulkForm } from "./bulk-form";

export const metadata: Metadata = { title: "批量审核" };

const address = z.object({
  action: z.enum(["APPROVE", "SEND_BACK"]).catch("APPROVE"),
  queue: z.string().max(500).catch("").transform(readFilter),
  id: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(1000)])
    .nullable()
    .catch(null),
});

/** Names the registrations that a run would include, and those it would exclude and why, before anything is done. */
export default async function BulkPage({ searchParams }: DeskPageProps) {
  const staff = await requireStaff(reviewDeciders, "/admin/reviews");
  const { action, queue, id: picked } = address.parse({ id: null, ...(await searchParams) });
  const examSession = (await namedExamSession(queue.session)) ?? (await deskExamSession());
  if (!examSession) return <NoExamSession title="批量审核" />;

  const { rows, more } = await bulkCandidates({
    action,
    picked,
    examSessionId: examSession.id,
    scope: await scopeOf(staff, reviewDeciders),
    filter: queue,
    staffId: staff.id,
    now: new Date(),
    // Only the exam office decides on pre-approved registrations.
    stage: isExamOffice(staff.roles) ? queue.status : "SUBMITTED",
  });
  const touched = rows.filter((row) => row.leftOut === null);
  const left = rows.filter((row) => row.leftOut !== null);
  const reasons = await cannedReasons();
  await lookAt(
    staff,
    "/admin/reviews/bulk",
    { kind: "exam_session", id: examSession.id },
    rows.map(({ id }) => id),
  );

  return (
    <>
      <p className="mb-2">
        <a href={`/admin/reviews?${filterQuery(queue)}`}>返回审核队列</a>
      </p>
      <PageHead
        title={action === "APPROVE" ? "批量通过" : "批量退回"}
        lead={
          action === "APPROVE"
            ? "只有自动核对无任何提示、且与学籍名单完全一致的报名可以批量通过。"
            : "下列报名将以同一原因退回同一项目，考生修改后可重新提交。"
        }
      />
      <OtherSession examSession={examSession} path="/admin/reviews" />
      {more && <Notice tone="warn">符合条件的报名超过1000份，本次只列出等待最久的1000份。</Notice>}
      {touched.length > 0 ? (
        <BulkForm
          examSessionId={examSession.id}
          action={action}
          count={touched.length}
          list={touched.map(({ id, version }) => `${id}.${version}`).join()}
          items={items.map((item) => ({
            value: item,
            label: itemLabels[item],
            reasons: reasonsFor(reasons, item).map(({ text }) => text),
          }))}
        />
      ) : (
        <Notice tone="warn" title="没有可以处理的报名。">
          请返回队列，调整筛选条件或重新勾选。
        </Notice>
      )}
      {touched.length > 0 && (
        <section aria-labelledby="touched" className="mt-6">
          <h2 id="touched" className="mb-2">
            将被{action === "APPROVE" ? "通过" : "退回"}（{touched.length}）
          </h2>
          <People rows={touched} caption="将会处理的报名" reason={false} />
        </section>
      )}
      {left.length > 0 && (
        <section aria-labelledby="left" className="mt-6">
          <h2 id="left" className="mb-2">
            不会处理（{left.length}）
          </h2>
          <People rows={left} caption="不会处理的报名" reason />
        </section>
      )}
    </>
  );
}

function People({ rows, caption, reason }: { rows: readonly BulkCandidate[]; caption: string; reason: boolean }) {
  return (
    <DeskTable
      caption={caption}
      rows={rows}
      id={({ id }) => id}
      columns={[
        { key: "name", label: "姓名", text: ({ name }) => name },
        { key: "document", label: "证件号码", text: ({ documentMasked }) => documentMasked },
        { key: "school", label: "就读学校", text: ({ school }) => school, wraps: true },
        ...(reason ? [reasonColumn] : []),
        {
          key: "open",
          label: "操作",
          acts: true,
          cell: ({ id, name }) => (
            <a href={`/admin/reviews/${id}`} target="_blank" rel="noreferrer">
              查看<span className="sr-only">{name}的报名</span>
            </a>
          ),
        },
      ]}
    />
  );
}

const reasonColumn: Column<BulkCandidate> = {
  key: "reason",
  label: "原因",
  cell: ({ leftOut }) => <span className="font-semibold text-warn">{leftOut && messages[leftOut]}</span>,
  wraps: true,
};
