import { diffLines } from "diff";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Markdown } from "@/app/_components/markdown";
import { SelectField } from "@/app/_components/field";
import { formatStamp } from "@/app/_lib/format";
import { requireStaff } from "@/lib/auth/session";
import { staffList } from "@/lib/domain/account/queries";
import { examSessionEdits } from "@/lib/domain/audit/queries";
import { type EditableExamSession, editableExamSession } from "@/lib/domain/exam-session/queries";
import { type ComparedText, comparedTexts, textVersions } from "@/lib/domain/exam-session/text-versions";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps, DeskPageProps } from "../../../../_components/page-props";
import { sessionLabels } from "../../_form/labels";

export const metadata: Metadata = { title: "文字的历史版本" };

const labels: Record<ComparedText, string> = {
  noticeText: sessionLabels.noticeText,
  tipsText: sessionLabels.tipsText,
  faqText: sessionLabels.faqText,
  admitCardNotes: sessionLabels.notes,
  pledgeText: sessionLabels.pledgeText,
};

const asMarkdown: readonly ComparedText[] = ["noticeText", "tipsText", "faqText"];

/** Every version of the texts that candidates read, and what differs between two of them. */
export default async function TextsPage({ params, searchParams }: DeskItemProps & DeskPageProps) {
  await requireStaff(["EXAM_OFFICER"], "/admin/sessions");
  const { id } = await params;
  const examSession = z.uuid().safeParse(id).success ? await editableExamSession(id) : null;
  if (!examSession) notFound();
  const [search, edits, members] = await Promise.all([searchParams, examSessionEdits(id), staffList()]);
  const name = comparedTexts.find((text) => text === search["text"]) ?? "noticeText";
  const versions = textVersions(name, edits, presentText(examSession, name));
  const last = versions.length - 1;
  const place = (given: unknown, usual: number) =>
    z.coerce
      .number()
      .int()
      .min(0)
      .max(last)
      .catch(usual)
      .parse(given ?? usual);
  const [from, to] = [place(search["from"], Math.max(0, last - 1)), place(search["to"], last)];
  const choices = versions.map(({ since, actorId }, index) => ({
    value: String(index),
    label: since
      ? `第 ${index + 1} 版：${formatStamp(since)} ${members.find((member) => member.id === actorId)?.name ?? ""}`
      : "第 1 版：新建时",
  }));
  const text = versions[to]?.text ?? "";
  return (
    <>
      <p className="mb-2">
        <a href={`/admin/sessions/${id}#part-texts`}>返回修改考试批次</a>
      </p>
      <PageHead title="文字的历史版本" lead={examSession.title} />
      <form action={`/admin/sessions/${id}/texts`} className="card mb-5 flex flex-wrap items-end gap-x-4">
        <SelectField
          name="text"
          label="文字"
          defaultValue={name}
          choices={comparedTexts.map((value) => ({ value, label: labels[value] }))}
        />
        <SelectField name="from" label="从" defaultValue={String(from)} choices={choices} />
        <SelectField name="to" label="到" defaultValue={String(to)} choices={choices} />
        <button type="submit" className="button mb-5">
          比较
        </button>
      </form>
      <section aria-labelledby="differences" className="card mb-5">
        <h2 id="differences">
          {labels[name]}：第 {from + 1} 版与第 {to + 1} 版
        </h2>
        {last === 0 && <p className="mt-1 text-muted">这份文字还没有修改过。</p>}
        <Differences from={versions[from]?.text ?? ""} to={text} />
      </section>
      <section aria-labelledby="shown" className="card">
        <h2 id="shown">第 {to + 1} 版，如考生所见</h2>
        <div className="mt-3">
          {asMarkdown.includes(name) ? <Markdown text={text} /> : <p className="whitespace-pre-wrap">{text}</p>}
        </div>
      </section>
    </>
  );
}

const presentText = (examSession: EditableExamSession, name: ComparedText): string =>
  name === "admitCardNotes" ? examSession.admitCardNotes.join("\n") : examSession[name];

/** The lines of both texts. Each says whether it was removed or added, not by its colour alone. */
function Differences({ from, to }: { from: string; to: string }) {
  const parts = diffLines(from, to);
  if (parts.every(({ added, removed }) => !added && !removed)) return <p className="mt-1">两个版本的内容相同。</p>;
  return (
    <div className="mt-3 overflow-hidden rounded-md border border-line text-sm">
      {parts.map(({ value, added, removed }, index) => {
        const lines = (
          <span className="block px-3 py-1 break-words whitespace-pre-wrap">{value.replace(/\n$/, "")}</span>
        );
        if (added)
          return (
            <ins key={index} className="block border-l-4 border-good bg-good-soft no-underline">
              <span className="px-3 text-xs font-semibold text-good">＋ 增加</span>
              {lines}
            </ins>
          );
        if (removed)
          return (
            <del key={index} className="block border-l-4 border-bad bg-bad-soft no-underline">
              <span className="px-3 text-xs font-semibold text-bad">－ 删除</span>
              {lines}
            </del>
          );
        return <div key={index}>{lines}</div>;
      })}
    </div>
  );
}
