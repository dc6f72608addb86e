import { formatStamp } from "@/app/_lib/format";
import { itemLabels } from "@/app/_lib/labels/registration";
import type { ListedRequest } from "@/lib/domain/correction/queries/requests";
import type { Item } from "@/lib/domain/registration/items";
import { DeskTable } from "../../../_components/desk-table";

/** What candidates ask to have corrected, waiting or answered. */
export const Requests = ({
  rows,
  caption,
  action,
}: {
  rows: readonly ListedRequest[];
  caption: string;
  action: string;
}) => (
  <DeskTable
    caption={caption}
    rows={rows}
    id={({ id }) => id}
    empty="目前没有等待处理的更正申请。"
    columns={[
      { key: "number", label: "受理编号", heads: true, text: ({ number }) => number },
      { key: "created", label: "提交时间", text: ({ createdAt }) => formatStamp(createdAt) },
      { key: "name", label: "姓名", text: ({ registration }) => registration.name },
      { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
      { key: "item", label: "有误的项目", text: ({ item }) => itemLabels[item as Item] },
      {
        key: "answer",
        label: "结果",
        text: ({ answeredAt, corrected, answeredBy }) =>
          answeredAt && `${corrected ? "已更正" : "已答复"}，${formatStamp(answeredAt)} ${answeredBy?.name ?? ""}`,
      },
      {
        key: "open",
        label: "操作",
        acts: true,
        cell: ({ id, number }) => (
          <a href={`/admin/appeals/requests/${id}`}>
            {action}
            <span className="sr-only">{number}</span>
          </a>
        ),
      },
    ]}
  />
);
