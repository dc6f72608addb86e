import type { UploadState } from "./use-upload";

/** How far an upload is, read out at every quarter, with the way to stop it; what went wrong, with the way to try again. */
export function UploadProgress({ state, onCancel, onRetry }: { state: UploadState; onCancel: () => void; onRetry: () => void }) {
  return (
    <>
      <output className="sr-only">{state.status === "sending" && announce(state.percent)}</output>
      {state.status === "sending" && (
        <div className="mt-3 flex items-center gap-3">
          <progress max={100} value={state.percent} aria-hidden="true" className="h-3 min-w-0 flex-1 accent-brand" />
          <span aria-hidden="true" className="w-24 text-right text-sm">
            {state.percent < 100 ? `已上传 ${state.percent}%` : "正在处理…"}
          </span>
          <button type="button" className="button button-small" onClick={onCancel}>
            取消
          </button>
        </div>
      )}
      {state.status === "failed" && (
        <div role="alert" className="mt-3 flex flex-wrap items-center gap-3 border-l-4 border-bad bg-bad-soft px-3 py-2">
          <p className="min-w-48 flex-1 font-semibold text-bad">{state.message}</p>
          {state.again && (
            <button type="button" className="button button-small" onClick={onRetry}>
              重试
            </button>
          )}
        </div>
      )}
    </>
  );
}

function announce(percent: number): string {
  if (percent >= 100) return "上传完毕，正在处理";
  return `已上传${Math.floor(percent / 25) * 25}%`;
}
