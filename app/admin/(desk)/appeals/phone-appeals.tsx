import { formatStamp } from "@/app/_lib/format";
import type { PhoneAppealRow } from "@/lib/domain/appeal/queries/phone-appeals";
import { DeskTable } from "../../_components/desk-table";

/** Appeals for an account, waiting or decided. */
export const PhoneAppeals = ({ rows, caption }: { rows: readonly PhoneAppealRow[]; caption: string }) => (
  <DeskTable
    caption={caption}
    rows={rows}
    id={({ id }) => id}
    empty="目前没有等待处理的申请。"
    columns={[
      { key: "created", label: "提交时间", text: ({ createdAt }) => formatStamp(createdAt) },
      { key: "name", label: "姓名", text: ({ name }) => name },
      { key: "document", label: "证件号码", text: ({ documentMasked }) => documentMasked },
      { key: "phone", label: "新手机号", text: ({ phoneMasked }) => phoneMasked },
      {
        key: "decided",
        label: "处理",
        text: ({ approved, decidedAt, decidedBy }) =>
          decidedAt && `${approved ? "已通过" : "已驳回"}，${formatStamp(decidedAt)} ${decidedBy?.name ?? ""}`,
      },
      {
        key: "open",
        label: "操作",
        acts: true,
        cell: ({ id, name, decidedAt }) => (
          <a href={`/admin/appeals/phones/${id}`}>
            {decidedAt ? "查看" : "核实"}
            <span className="sr-only">{name}的申请</span>
          </a>
        ),
      },
    ]}
  />
);
