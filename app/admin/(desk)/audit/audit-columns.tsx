import { formatStamp } from "@/app/_lib/format";
import { actorLabels, auditLabel, subjectLabels } from "@/app/_lib/labels/audit";
import { maskPersonal } from "@/lib/core/mask-personal";
import type { ListedAudit } from "@/lib/domain/audit/queries";
import type { Column } from "../../_components/desk-table";

/** The pages of what a row is about. */
const pages: Readonly<Record<string, string>> = {
  registration: "/admin/registrations",
  payment_order: "/admin/payments",
  exam_session: "/admin/sessions",
  staff: "/admin/staff",
  appeal: "/admin/appeals",
  phone_appeal: "/admin/appeals/phones",
  correction: "/admin/appeals/corrections",
  correction_request: "/admin/appeals/requests",
  refund_request: "/admin/payments/refunds",
  bulk_run: "/admin/reviews/bulk/runs",
};

/** The columns of the audit log. `members`: the staff, for their names; a candidate stays an id here. */
export function auditColumns(members: readonly { id: string; name: string }[]): readonly Column<ListedAudit>[] {
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const actor = ({ actorKind, actorId }: ListedAudit) =>
    (actorKind === "STAFF" && actorId && names.get(actorId)) || actorLabels[actorKind];
  const subject = ({ subjectKind }: ListedAudit) => subjectLabels[subjectKind] ?? subjectKind;
  return [
    { key: "at", label: "时间", heads: true, text: ({ at }) => formatStamp(at) },
    {
      key: "actor",
      label: "操作人",
      text: actor,
      cell: (row) => (row.actorId ? <a href={`/admin/audit?actor=${row.actorId}`}>{actor(row)}</a> : actor(row)),
    },
    { key: "action", label: "操作", text: ({ action }) => auditLabel(action) },
    {
      key: "subject",
      label: "对象",
      text: (row) => `${subject(row)} ${row.subjectId ?? ""}`.trim(),
      cell: (row) => (
        <>
          {subject(row)}
          {row.subjectId && (
            <>
              {pages[row.subjectKind] && !row.action.endsWith(".export") && (
                <a className="ml-2" href={`${pages[row.subjectKind]}/${row.subjectId}`}>
                  打开
                </a>
              )}
              <a className="ml-2" href={`/admin/audit?kind=${row.subjectKind}&subject=${row.subjectId}`}>
                只看这一项
              </a>
            </>
          )}
        </>
      ),
    },
    {
      key: "detail",
      label: "内容",
      wraps: true,
      text: ({ detail }) => told(detail),
      cell: ({ detail }) => <Detail detail={detail} />,
    },
    { key: "code", label: "代码", text: ({ action }) => action, optional: true },
  ];
}

/** Longer than this, a row's content is folded. */
const SHOWN = 80;

function Detail({ detail }: { detail: unknown }) {
  const text = told(detail);
  if (text.length <= SHOWN) return text;
  return (
    <details className="min-w-80 break-all">
      <summary>{text.slice(0, SHOWN)}…</summary>
      {text}
    </details>
  );
}

/**
 * What a row holds, as "key：value". A change is "before → after". The rows hold ids, codes and counts; a reason is the
 * free text of a colleague, so numbers in it are masked.
 */
function told(detail: unknown): string {
  if (detail === null || detail === undefined) return "";
  if (Array.isArray(detail)) return detail.map(told).join("、");
  if (typeof detail === "string") return maskPersonal(detail);
  if (typeof detail !== "object") return JSON.stringify(detail);
  const { before, after, ...more } = detail as Record<string, unknown>;
  const changes =
    isRecord(before) && isRecord(after)
      ? [...new Set([...Object.keys(before), ...Object.keys(after)])]
          .map((key) => ({ key, from: told(before[key]), to: told(after[key]) }))
          .filter(({ from, to }) => from !== to)
          .map(({ key, from, to }) => `${key}：${from || "（空）"} → ${to || "（空）"}`)
      : Object.entries({ before, after }).flatMap(([key, value]) => (value === undefined ? [] : [named(key, value)]));
  return [...changes, ...Object.entries(more).map(([key, value]) => named(key, value))].join("；");
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const named = (key: string, value: unknown): string => {
  const text = told(value);
  return `${key}：${isRecord(value) ? `{${text}}` : text}`;
};
