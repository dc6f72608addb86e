import { formatClosing, formatInstant } from "@/app/_lib/format";
import { type Stretch, type Timeline, timelineOf } from "@/lib/domain/exam-session/timeline";

const names = {
  REGISTRATION: "网上报名",
  REVIEW: "资格审核",
  PAYMENT: "网上缴费",
  PRINTING: "准考证打印",
  EXAM: "考试",
} as const;

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** The windows of an exam session on one drawn line. The drawing says nothing that is not written beside it. */
export function SessionTimeline({ examSession, now }: { examSession: Parameters<typeof timelineOf>[0]; now: Date }) {
  const timeline = timelineOf(examSession, now);
  return (
    <section aria-labelledby="timeline" className="card mb-5">
      <h2 id="timeline">时间线</h2>
      <p className="text-sm text-muted">按打开本页时的时间绘制。</p>
      <svg aria-hidden="true" className="mt-2 block h-5 w-full overflow-visible text-xs">
        {timeline.months.map(({ month, at }) => (
          <text key={at} x={percent(at)} y="14" className="fill-muted">
            {month}月
          </text>
        ))}
      </svg>
      <ul>
        {timeline.rows.map(({ what, languages, opensAt, closesAt, ...stretch }) => (
          <li key={`${what} ${languages?.join(" ") ?? ""}`} className="mb-2">
            <p className="flex flex-wrap justify-between gap-x-4 text-sm">
              <span className="font-semibold">
                {names[what]}
                {languages && `（${languages.join("、")}）`}
              </span>
              <span>
                {formatInstant(opensAt)} 至 {formatClosing(closesAt)}
              </span>
            </p>
            <Line timeline={timeline} stretch={stretch} />
          </li>
        ))}
      </ul>
      {timeline.now !== null && (
        <p className="text-sm">
          <span aria-hidden="true" className="mr-1 inline-block h-4 border-l-2 border-bad align-middle" />
          现在：{formatInstant(now)}
        </p>
      )}
      {timeline.overlaps.length > 0 && (
        <ul className="mt-1 list-disc pl-5 text-sm">
          {timeline.overlaps.map(({ steps: [one, other], opensAt, closesAt }) => (
            <li key={`${one} ${other}`}>
              {names[one]}与{names[other]}同时进行：{formatInstant(opensAt)} 至 {formatClosing(closesAt)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** No bar is thinner than this: an exam takes two hours of several weeks. */
const MIN_LENGTH = 0.008;

function Line({ timeline, stretch: { start, length } }: { timeline: Timeline; stretch: Stretch }) {
  const shown = Math.max(length, MIN_LENGTH);
  return (
    <svg aria-hidden="true" className="block h-4 w-full print:[print-color-adjust:exact]">
      <rect x="0" y="0" width="100%" height="16" className="fill-soft" />
      {timeline.overlaps.map((overlap) => (
        <rect
          key={overlap.steps.join(" ")}
          x={percent(overlap.start)}
          y="0"
          width={percent(overlap.length)}
          height="16"
          className="fill-warn-soft"
        />
      ))}
      <rect
        x={percent(Math.min(start, 1 - shown))}
        y="3"
        width={percent(shown)}
        height="10"
        rx="2"
        className="fill-brand"
      />
      {timeline.now !== null && (
        <line
          x1={percent(timeline.now)}
          x2={percent(timeline.now)}
          y1="0"
          y2="16"
          strokeWidth="2"
          className="stroke-bad"
        />
      )}
    </svg>
  );
}
