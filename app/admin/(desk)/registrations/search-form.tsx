"use client";

import { DeskTable } from "@/app/admin/_components/desk-table";
import { useServerAction } from "@/app/_components/use-server-action";
import { formatStamp } from "@/app/_lib/format";
import { statusLabels } from "@/app/_lib/labels/registration";
import { idle } from "@/lib/auth/form-state";
import { SearchBox } from "../../_components/search-box";
import { searchAction, type SearchState } from "./actions";

export function SearchForm({ examSessionId }: { examSessionId: string }) {
  const [state, action] = useServerAction<SearchState>(searchAction, idle);
  const found = state.status === "found" ? state : null;
  return (
    <>
      <SearchBox
        examSessionId={examSessionId}
        state={state}
        action={action}
        label="查询内容"
        hint="可输入报名号、完整的证件号码、手机号码、准考证号，号码的末4位或末8位，或姓名（可输入一部分）。"
      />
      {found && <Found rows={found.rows} />}
    </>
  );
}

function Found({ rows }: Pick<Extract<SearchState, { status: "found" }>, "rows">) {
  if (!rows.length) return <p className="card">没有找到符合的报名。请核对后重新输入；证件号码须输入完整。</p>;
  return (
    <section aria-labelledby="found" className="card">
      {/* Not an output inside: the heading, and the region that it names, would have no name. */}
      <h2 id="found" aria-live="polite">
        找到 {rows.length} 份报名{rows.length === 50 && "（只显示前50份，请输入更多内容缩小范围）"}
      </h2>
      <DeskTable
        caption="找到的报名"
        inCard
        rows={rows}
        id={({ id }) => id}
        columns={[
          { key: "name", label: "姓名", text: ({ name }) => name ?? "（未填写）" },
          { key: "document", label: "证件号码", text: ({ documentMasked }) => documentMasked },
          { key: "number", label: "报名号", text: ({ registrationNumber }) => registrationNumber },
          { key: "school", label: "就读学校", text: ({ school }) => school, wraps: true },
          { key: "state", label: "状态", text: ({ shown }) => statusLabels[shown] },
          {
            key: "submitted",
            label: "提交时间",
            text: ({ submittedAt }) => submittedAt && formatStamp(submittedAt),
          },
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
        ]}
      />
    </section>
  );
}
