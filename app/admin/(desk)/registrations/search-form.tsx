"use client";

import { DeskTable } from "@/app/admin/_components/desk-table";
import { useServerAction } from "@/app/_components/use-server-action";
import { formatStamp } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { idle } from "@/lib/auth/form-state";
import { SearchBox } from "../../_components/search-box";
import { searchAction, type SearchState } from "./actions";

export function SearchForm() {
  const [state, action] = useServerAction<SearchState>(searchAction, idle);
  const found = state.status === "found" ? state : null;
  return (
    <>
      <SearchBox
        state={state}
        action={action}
        label="查询内容"
        hint="可输入报名号、完整的证件号码、手机号码，或姓名（可输入一部分）。"
      />
      {found && <Found rows={found.rows} />}
    </>
  );
}

function Found({ rows }: Pick<Extract<SearchState, { status: "found" }>, "rows">) {
  if (!rows.length) return <p className="card">没有找到符合的报名。请核对后重新输入；证件号码须输入完整。</p>;
  return (
    <section aria-labelledby="found" className="card">
      <h2 id="found">
        <output>
          找到 {rows.length} 份报名{rows.length === 50 && "（只显示前50份，请输入更多内容缩小范围）"}
        </output>
      </h2>
      <DeskTable head={["姓名", "证件号码", "报名号", "就读学校", "状态", "提交时间", "[操作]"]} inCard>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="min-w-20">{row.name ?? "（未填写）"}</td>
            <td className="whitespace-nowrap tabular-nums">{row.documentMasked ?? "—"}</td>
            <td className="tabular-nums">{row.registrationNumber ?? "—"}</td>
            <td className="min-w-28">{row.school ?? "—"}</td>
            <td className="whitespace-nowrap">{statusLabels[row.shown]}</td>
            <td className="whitespace-nowrap tabular-nums">{row.submittedAt ? formatStamp(row.submittedAt) : "—"}</td>
            <td>
              {row.status !== "DRAFT" && (
                <a href={`/admin/reviews/${row.id}`} className="button button-small whitespace-nowrap">
                  查看
                  <span className="sr-only">{row.name}的报名</span>
                </a>
              )}
            </td>
          </tr>
        ))}
      </DeskTable>
    </section>
  );
}
