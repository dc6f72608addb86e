import { formatStamp, formatYuan } from "@/app/_lib/format";
import { waiverState } from "@/app/_lib/labels/payment";
import { maskPersonal } from "@/lib/core/mask-personal";
import { fenToYuan } from "@/lib/core/money";
import type { ListedWaiver } from "@/lib/domain/payment/queries/waivers";
import type { Column } from "../../../_components/desk-table";

/** The columns of the waivers that are decided. */
export const waiverColumns: readonly Column<ListedWaiver>[] = [
  { key: "created", label: "申请时间", text: ({ createdAt }) => formatStamp(createdAt) },
  {
    key: "state",
    label: "结果",
    text: (waiver) => waiverState({ ...waiver, withdrawn: waiver.decidedBy?.id === waiver.staff.id }),
  },
  {
    key: "amount",
    label: "金额",
    figure: true,
    text: ({ waivedFen }) => Number(fenToYuan(waivedFen)),
    cell: ({ waivedFen }) => formatYuan(waivedFen),
  },
  { key: "name", label: "考生", text: ({ registration }) => registration.name },
  { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
  { key: "number", label: "报名号", text: ({ registration }) => registration.registrationNumber },
  { key: "reason", label: "原因", text: ({ reason }) => maskPersonal(reason), wraps: true },
  { key: "staff", label: "申请", text: ({ staff }) => staff.name },
  {
    key: "second",
    label: "复核",
    text: ({ staff, decidedBy }) => (decidedBy && decidedBy.id !== staff.id ? decidedBy.name : null),
  },
  {
    key: "session",
    label: "考试",
    text: ({ registration }) => registration.examSession.title,
    wraps: true,
    optional: true,
  },
];
