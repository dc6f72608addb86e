import { useT } from "@/app/_components/language";
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
  const t = useT();

  const words = underWay(state, t);
  return (
    <>
      <output className="sr-only">{announce(state, t)}</output>
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
            {t("取消")}
          </button>
        </div>
      )}
      {state.status === "failed" && (
        <div
          role="alert"
          className="mt-3 flex flex-wrap items-center gap-3 border-l-4 border-bad bg-bad-soft px-3 py-2"
        >
          <p className="min-w-48 flex-1 font-semibold wrap-anywhere whitespace-pre-line text-bad">{t(state.message)}</p>
          {state.again && (
            <button type="button" className="button button-small" onClick={onRetry}>
              {t("重试")}
            </button>
          )}
        </div>
      )}
    </>
  );
}

type Say = ReturnType<typeof useT>;

function underWay(state: UploadState, t: Say): string | null {
  switch (state.status) {
    case "preparing":
      return t("正在准备…");
    case "sending":
      return state.percent < 100 ? t("已上传 {percent}%", { percent: state.percent }) : t("正在处理…");
    case "waiting":
      return t("网络中断，{seconds}秒后自动重试", { seconds: state.seconds });
    case "idle":
    case "failed":
      return null;
  }
}

function announce(state: UploadState, t: Say): string {
  if (state.status === "waiting") return t("网络中断，{seconds}秒后自动重试", { seconds: state.seconds });
  if (state.status !== "sending") return "";
  if (state.percent >= 100) return t("上传完毕，正在处理");
  return t("已上传{percent}%", { percent: Math.floor(state.percent / 25) * 25 });
}
