import type { RosterImportView } from "@/lib/domain/roster/queries";
import { RefreshWhile } from "../../../_components/refresh-while";

/** How far the background work is; the page draws itself anew while it runs. */
export function WorkProgress({ view: { state, workDone, workTotal, rowsRead } }: { view: RosterImportView }) {
  const percent = workTotal > 0 ? Math.min(100, Math.floor((100 * workDone) / workTotal)) : null;
  return (
    <section className="card mb-5" aria-labelledby="progress">
      <RefreshWhile seconds={1} />
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <h2 id="progress" className="mb-2">
        {state === "IMPORTING" ? "正在写入名单…" : state === "CHECKING" ? `已读取 ${rowsRead} 行` : "正在读取表头…"}
      </h2>
      {percent === null ? (
        <div className="h-3 w-full animate-pulse rounded-full bg-line" />
      ) : (
        <progress aria-labelledby="progress" max={100} value={percent} className="block h-3 w-full" />
      )}
      <p className="mt-2 text-sm text-muted">
        {state === "IMPORTING"
          ? "全部行在一次操作中写入，完成之前仍可取消；中断不会留下不完整的名单。"
          : "检查在后台进行，可以离开本页，稍后从“学籍名单”返回。"}
      </p>
    </section>
  );
}
