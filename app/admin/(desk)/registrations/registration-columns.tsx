import { formatStamp } from "@/app/_lib/format";
import { categoryLabels, statusLabels } from "@/app/_lib/labels/registration";
import type { ListedRegistration } from "@/lib/domain/review/queries/registrations";
import type { Column, Sort } from "../../_components/desk-table";

export const newestFirst: Sort = { key: "created", down: true };

/** The columns of the list of all registrations. */
export const registrationColumns: readonly Column<ListedRegistration>[] = [
  {
    key: "created",
    label: "开始报名",
    text: ({ createdAt }) => formatStamp(createdAt),
    cell: ({ createdAt }) => formatStamp(createdAt).slice(5, 16),
    sorts: true,
  },
  { key: "name", label: "姓名", text: ({ name }) => name ?? "（未填写）" },
  { key: "document", label: "证件号码", text: ({ documentMasked }) => documentMasked },
  { key: "state", label: "状态", text: ({ shown }) => statusLabels[shown] },
  { key: "category", label: "考生类别", text: ({ category }) => category && categoryLabels[category] },
  { key: "language", label: "语种", text: ({ language }) => language },
  { key: "school", label: "就读学校", text: ({ school }) => school, wraps: true },
  {
    key: "submitted",
    label: "提交时间",
    text: ({ submittedAt }) => submittedAt && formatStamp(submittedAt),
    cell: ({ submittedAt }) => (submittedAt ? formatStamp(submittedAt).slice(5, 16) : "未提交"),
  },
  { key: "number", label: "报名号", text: ({ registrationNumber }) => registrationNumber, optional: true },
  { key: "level", label: "报考层次", text: ({ level }) => level, optional: true },
  {
    key: "open",
    label: "操作",
    acts: true,
    cell: ({ id, name }) => (
      <a href={`/admin/registrations/${id}`}>
        查看<span className="sr-only">{name}的档案</span>
      </a>
    ),
  },
];
