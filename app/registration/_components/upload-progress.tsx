import type { UploadState } from "./use-upload";

/**
 * The progress of an upload, read out at every quarter, with a button to stop it; or its error, with a button to try
 * again.
 */
export function UploadProgress({
  state,
  onCancel,
  onRetry,
}: {
  state: UploadState;
  onCancel: () => void;
  onRetry: () => void;
}) {
  const words = underWay(state);
  return (
    <>
      <output className="sr-only">{announce(state)}</output>
      {words && (
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          {/* Without a value a progress bar shows that the remaining time is unknown. */}
          <progress
            max={100}
            {...(state.status === "sending" ? { value: state.percent } : {})}
            aria-hidden="true"
            className="h-3 min-w-32 flex-1 accent-brand"
          />
          <span aria-hidden="true" className="text-right text-sm tabular-nums">
            {words}
          </span>
          <button type="button" className="button button-small" onClick={onCancel}>
            取消
          </button>
        </div>
      )}
      {state.status === "failed" && (
        <div
          role="alert"
          className="mt-3 flex flex-wrap items-center gap-3 border-l-4 border-bad bg-bad-soft px-3 py-2"
        >
          <p className="min-w-48 flex-1 font-semibold wrap-anywhere whitespace-pre-line text-bad">{state.message}</p>
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

function underWay(state: UploadState): string | null {
  switch (state.status) {
    case "preparing":
      return "正在准备…";
    case "sending":
      return state.percent < 100 ? `已上传 ${state.percent}%` : "正在处理…";
    case "waiting":
      return `网络中断，${state.seconds}秒后自动重试`;
    case "idle":
    case "failed":
      return null;
  }
}

function announce(state: UploadState): string {
  if (state.status === "waiting") return `网络中断，${state.seconds}秒后自动重试`;
  if (state.status !== "sending") return "";
  if (state.percent >= 100) return "上传完毕，正在处理";
  return `已上传${Math.floor(state.percent / 25) * 25}%`;
}
