import { formatStamp } from "@/app/_lib/format";
import type { PhoneAppealRow } from "@/lib/domain/appeal/queries/phone-appeals";
import { DeskTable } from "../../_components/desk-table";

/** Appeals for an account, waiting or decided. */
export const PhoneAppeals = ({ rows }: { rows: readonly PhoneAppealRow[] }) => (
  <DeskTable head={["提交时间", "姓名", "证件号码", "新手机号", "处理", "[操作]"]}>
    {rows.map(({ id, createdAt, name, documentMasked, phoneMasked, approved, decidedAt, decidedBy }) => (
      <tr key={id}>
        <td className="whitespace-nowrap tabular-nums">{formatStamp(createdAt)}</td>
        <td className="min-w-20">{name}</td>
        <td className="whitespace-nowrap tabular-nums">{documentMasked}</td>
        <td className="whitespace-nowrap tabular-nums">{phoneMasked}</td>
        <td>
          {decidedAt ? `${approved ? "已通过" : "已驳回"}，${formatStamp(decidedAt)} ${decidedBy?.name ?? ""}` : "—"}
        </td>
        <td>
          <a href={`/admin/appeals/phones/${id}`} className="button button-small whitespace-nowrap">
            {decidedAt ? "查看" : "核实"}
            <span className="sr-only">{name}的申请</span>
          </a>
        </td>
      </tr>
    ))}
  </DeskTable>
);
