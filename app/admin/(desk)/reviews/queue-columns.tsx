import { formatLeft, formatStamp } from "@/app/_lib/format";
import { categoryLabels } from "@/app/_lib/labels/registration";
import { findingLabels, rosterStateLabels } from "@/app/_lib/labels/review";
import type { FindingCode } from "@/lib/domain/review/findings";
import type { QueueRow } from "@/lib/domain/review/queries/queue";
import type { Column } from "../../_components/desk-table";
import { LiveClaim } from "./live-queue";

/** The columns of the queue. `self`: the viewer's name; `query`: the filter, which a case leads back to. */
export const queueColumns = ({
  now,
  self,
  query,
  decides,
}: {
  now: Date;
  self: string;
  query: string;
  decides: boolean;
}): readonly Column<QueueRow>[] => [
  {
    key: "submitted",
    label: "提交时间",
    text: ({ submittedAt }) => formatStamp(submittedAt),
    cell: ({ submittedAt }) => formatStamp(submittedAt).slice(5, 16),
    sorts: true,
  },
  {
    key: "waiting",
    label: "已等待",
    text: ({ submittedAt }) => formatLeft(now.getTime() - submittedAt.getTime()),
    optional: !decides,
  },
  {
    key: "name",
    label: "姓名",
    text: ({ name }) => name,
    cell: (row) => (
      <>
        {row.name}
        {row.submissions > 1 && <span className="ml-2 text-xs text-muted">第{row.submissions}次提交</span>}
        <LiveClaim id={row.id} self={self} />
      </>
    ),
  },
  { key: "document", label: "证件号码", text: ({ documentMasked }) => documentMasked },
  { key: "category", label: "考生类别", text: ({ category }) => category && categoryLabels[category] },
  { key: "language", label: "语种", text: ({ language }) => language },
  { key: "school", label: "就读学校", text: ({ school }) => school, wraps: true },
  { key: "findings", label: "自动核对", text: findingsText, cell: (row) => <Findings row={row} />, wraps: true },
  { key: "roster", label: "学籍名单", text: ({ rosterState }) => rosterStateLabels[rosterState], optional: true },
  {
    key: "submissions",
    label: "提交次数",
    text: ({ submissions }) => String(submissions),
    figure: true,
    optional: true,
  },
  { key: "level", label: "报考层次", text: ({ level }) => level, optional: true },
  { key: "number", label: "报名号", text: ({ registrationNumber }) => registrationNumber, optional: true },
  { key: "claim", label: "占用", text: ({ claimedBy }) => claimedBy, optional: true },
  {
    key: "open",
    label: "操作",
    acts: true,
    cell: ({ id, name }) => (
      <>
        <a href={`/admin/reviews/${id}?${query}`}>
          {decides ? "审核" : "查看"}
          <span className="sr-only">{name}的报名</span>
        </a>
        <a href={`/admin/registrations/${id}`} className="ml-3">
          档案<span className="sr-only">：{name}</span>
        </a>
      </>
    ),
  },
];

function findingsText({ checkedAt, findings, rosterState }: QueueRow): string {
  if (!checkedAt) return "核对中";
  if (findings.length > 0) return findings.map((code) => findingLabels[code as FindingCode]).join("、");
  return rosterState === "MATCHED" ? "✓ 名单一致，无提示" : `无提示（${rosterStateLabels[rosterState]}）`;
}

function Findings({ row }: { row: QueueRow }) {
  const colour = !row.checkedAt ? "text-muted" : row.findings.length > 0 ? "font-semibold text-warn" : "text-good";
  return <span className={colour}>{findingsText(row)}</span>;
}
