import type { StepState, StepView } from "@/lib/domain/registration/steps";

const stateLabels: Record<StepState, string> = { done: "已完成", current: "当前", later: "未到", closed: "已截止" };

/** The word for a step's state, the same on every page. */
export const stepStateLabel = (state: StepState): string => stateLabels[state];

/** On a phone a title breaks after its second character, 注册/登录, and never leaves one character alone. */
const inPairs = (title: string) => `${title.slice(0, 2)}\u200b${title.slice(2)}`;

/**
 * 报考流程: the seven steps as orientation. `current` is the number of this page's step. The style sheet draws circles and
 * lines.
 */
export function StepBar({ steps, current }: { steps: readonly StepView[]; current: number }) {
  return (
    <nav aria-label="报考流程" className="no-print mb-6">
      <ol className="step-bar">
        {steps.map(({ number, title, state }) => (
          <li key={number} data-state={state} aria-current={number === current ? "step" : undefined}>
            <b>{inPairs(title)}</b> <i>{stateLabels[state]}</i>
          </li>
        ))}
      </ol>
    </nav>
  );
}
