import { formatStamp } from "@/app/_lib/format";
import type { PhoneAppealRow } from "@/lib/correction/queries/phone-appeals";

/** Appeals for an account, waiting or decided. */
export const PhoneAppeals = ({ rows }: { rows: readonly PhoneAppealRow[] }) => (
  <div className="card overflow-x-auto p-0 sm:p-2">
    <table className="table">
      <thead>
        <tr>
          <th scope="col">提交时间</th>
          <th scope="col">姓名</th>
          <th scope="col">证件号码</th>
          <th scope="col">新手机号</th>
          <th scope="col">处理</th>
          <th scope="col">
            <span className="sr-only">操作</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, createdAt, name, documentMasked, phoneMasked, approved, decidedAt, decidedBy }) => (
          <tr key={id}>
            <td className="whitespace-nowrap tabular-nums">{formatStamp(createdAt)}</td>
            <td>{name}</td>
            <td className="whitespace-nowrap tabular-nums">{documentMasked}</td>
            <td className="whitespace-nowrap tabular-nums">{phoneMasked}</td>
            <td>{decidedAt ? `${approved ? "已通过" : "已驳回"}，${formatStamp(decidedAt)} ${decidedBy?.name ?? ""}` : "—"}</td>
            <td>
              <a href={`/admin/appeals/phones/${id}`} className="button button-small whitespace-nowrap">
                {decidedAt ? "查看" : "核实"}
                <span className="sr-only">{name}的申请</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
