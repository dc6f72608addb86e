import type { StepState, StepView } from "@/lib/registration/steps";

const stateLabels: Record<StepState, string> = { done: "已完成", open: "进行中", not_started: "未开始", closed: "已截止" };

/** The word for a step's state, the same everywhere. */
export const stepStateLabel = (state: StepState): string => stateLabels[state];

/** On a phone a title of four characters breaks in the middle, 注册/登录, instead of leaving one behind. */
const inPairs = (title: string) => (
  <>
    {title.slice(0, 2)}
    <wbr />
    {title.slice(2)}
  </>
);

const mark = ({ state }: StepView, current: boolean) => {
  if (current) return "border-brand bg-brand text-white";
  return state === "done" ? "border-good bg-good text-white" : "border-line bg-white text-muted";
};

/** 报考流程: the seven steps as orientation; `current` is the number of the step this page belongs to, null for none. */
export function StepBar({ steps, current }: { steps: readonly StepView[]; current: number | null }) {
  return (
    <nav aria-label="报考流程" className="no-print mb-6">
      <ol className="grid grid-cols-7 gap-x-1">
        {steps.map((step) => {
          const here = step.number === current;
          return (
            <li key={step.number} aria-current={here ? "step" : undefined} className="relative flex flex-col items-center text-center">
              {step.number > 1 && (
                <span
                  aria-hidden="true"
                  className="absolute top-4 right-[calc(50%+1.25rem)] left-[calc(-50%+1.25rem)] border-t-2 border-line"
                />
              )}
              <span
                aria-hidden="true"
                className={`relative flex size-8 items-center justify-center rounded-full border-2 text-sm font-bold ${mark(step, here)}`}
              >
                {step.state === "done" && !here ? "✓" : step.number}
              </span>
              <span className={`mt-1 text-xs leading-tight break-keep sm:text-sm ${here ? "font-bold text-brand" : "text-ink"}`}>
                {inPairs(step.title)}
              </span>
              <span className="text-xs leading-tight text-muted">
                <span className="sr-only">：</span>
                {stateLabels[step.state]}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
