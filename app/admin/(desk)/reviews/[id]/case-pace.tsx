import type { ReviewPace } from "@/lib/domain/review/queries/pace";

/** 第 12 份，共 240 份 · 今天已审 36 份，每份中位 41 秒 */
export function CasePace({ pace: { place, waiting, more, today, medianSeconds } }: { pace: ReviewPace }) {
  return (
    <p className="text-sm text-muted tabular-nums">
      {place !== null && (
        <>
          队列第 <strong className="text-ink">{place.toLocaleString("en-US")}</strong> 份，共{" "}
          {waiting.toLocaleString("en-US")} 份{more && "以上"} ·{" "}
        </>
      )}
      今天已审 <strong className="text-ink">{today.toLocaleString("en-US")}</strong> 份
      {medianSeconds !== null && `，每份 ${medianSeconds} 秒（中位数）`}
    </p>
  );
}
