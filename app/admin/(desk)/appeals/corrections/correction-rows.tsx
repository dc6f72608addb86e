import { formatStamp } from "@/app/_lib/format";
import { itemLabels } from "@/app/_lib/labels/registration";
import type { ShownCorrection } from "@/lib/domain/correction/queries/corrections";
import { DeskTable } from "../../../_components/desk-table";
import { correctionState } from "./correction-state";

/** Corrections, waiting or done. What is corrected to what stands on the page of each. */
export const Corrections = ({
  rows,
  caption,
  action,
}: {
  rows: readonly ShownCorrection[];
  caption: string;
  action: string;
}) => (
  <DeskTable
    caption={caption}
    rows={rows}
    id={({ id }) => id}
    empty="目前没有等待复核的更正。"
    columns={[
      { key: "created", label: "提出时间", text: ({ createdAt }) => formatStamp(createdAt) },
      { key: "name", label: "姓名", text: ({ registration }) => registration.name },
      { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
      {
        key: "items",
        label: "更正项目",
        wraps: true,
        text: ({ changes }) => changes.map(({ item }) => itemLabels[item]).join("、"),
      },
      { key: "staff", label: "提出人", text: ({ staff }) => staff.name },
      {
        key: "state",
        label: "结果",
        text: (row) =>
          row.needsSecond && !row.decidedAt ? null : `${correctionState(row)} ${row.decidedBy?.name ?? ""}`,
      },
      {
        key: "open",
        label: "操作",
        acts: true,
        cell: ({ id, registration }) => (
          <a href={`/admin/appeals/corrections/${id}`}>
            {action}
            <span className="sr-only">{registration.name}的更正</span>
          </a>
        ),
      },
    ]}
  />
);
