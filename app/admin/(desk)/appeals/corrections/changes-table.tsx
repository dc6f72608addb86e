import { itemLabels } from "@/app/_lib/labels/registration";
import type { ShownChange } from "@/lib/domain/correction/content";

/** What is corrected, before and after, one line a field. */
export const ChangesTable = ({ changes }: { changes: readonly ShownChange[] }) => (
  <table className="my-3 w-full border-collapse text-left">
    <caption className="sr-only">更正前后</caption>
    <thead>
      <tr className="border-b border-line text-sm text-muted">
        <th scope="col" className="py-1 pr-3 font-normal">
          项目
        </th>
        <th scope="col" className="py-1 pr-3 font-normal">
          更正前
        </th>
        <th scope="col" className="py-1 font-normal">
          更正后
        </th>
      </tr>
    </thead>
    <tbody>
      {changes.map(({ item, before, after }) => (
        <tr key={item} className="border-b border-line align-top">
          <th scope="row" className="py-2 pr-3 text-sm font-normal">
            {itemLabels[item]}
          </th>
          <td className="py-2 pr-3 wrap-anywhere tabular-nums">{before || "无"}</td>
          <td className="py-2 text-lg font-bold wrap-anywhere tabular-nums">{after || "无"}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
