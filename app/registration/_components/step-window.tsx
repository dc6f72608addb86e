import { formatClosing, formatInstant, formatLeft } from "@/app/_lib/format";
import { type Window, windowState } from "@/lib/domain/exam-session/windows";

/** When a step is open: the exact times, and the time left when the page was rendered. */
export function StepWindow({ window, now }: { window: Window; now: Date }) {
  const state = windowState(window, now);
  return (
    <p className="text-sm text-muted">
      办理时间：{formatInstant(window.opensAt)} 至 {formatClosing(window.closesAt)}
      {state === "not_started" && `，距开始还有${formatLeft(window.opensAt.getTime() - now.getTime())}`}
      {state === "open" && (
        <>
          ，距截止还有
          <strong className="whitespace-nowrap text-ink">
            {formatLeft(window.closesAt.getTime() - now.getTime())}
          </strong>
        </>
      )}
      {state === "closed" && "，已截止"}
    </p>
  );
}
