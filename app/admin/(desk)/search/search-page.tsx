"use client";

import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { SearchBox } from "../../_components/search-box";
import { deskSearchAction, type DeskSearchState } from "./actions";
import { SEARCH_HINT, SEARCH_PAGE } from "./search-words";

export function SearchPage({ examSessionId }: { examSessionId: string | undefined }) {
  const [state, action] = useServerAction<DeskSearchState>(deskSearchAction, idle, SEARCH_PAGE);
  return (
    <>
      <SearchBox
        examSessionId={examSessionId}
        state={state}
        action={action}
        label="查找考生、订单或座位"
        hint={SEARCH_HINT}
      />
      {state.status === "found" && (
        <section aria-labelledby="found" className="card">
          {/* Not an output inside: the heading, and the region that it names, would have no name. */}
          <h2 id="found" aria-live="polite">
            找到 {state.hits.length} 人{state.more && "（还有更多，请输入更多内容缩小范围）"}
          </h2>
          {state.hits.length === 0 && <p className="mt-2">没有找到。请核对后重新输入。</p>}
          <ul className="mt-2 divide-y divide-line">
            {state.hits.map(({ id, name, document, state: status, places }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                <strong>{name}</strong>
                <span className="tabular-nums">{document}</span>
                <span className="text-muted">{status}</span>
                {places.map(({ href, label }) => (
                  <a key={href} href={href} className="inline-flex min-h-11 items-center sm:min-h-6">
                    {label}
                    <span className="sr-only">：{name}</span>
                  </a>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
