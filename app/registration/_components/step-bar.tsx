import { texts } from "@/app/_lib/texts";
import type { StepState, StepView } from "@/lib/domain/registration/steps";

const stateLabels: Record<StepState, string> = { done: "已完成", current: "当前", later: "未到", closed: "已截止" };

/** The word for a step's state, the same on every page. */
export const stepStateLabel = (state: StepState): string => stateLabels[state];

/**
 * 报考流程: the seven steps as orientation. `current` is the number of this page's step. A phone shows the name of the
 * current step and a line of seven parts, wider screens show all names (registration.css).
 */
export async function StepBar({ steps, current }: { steps: readonly StepView[]; current: number }) {
  const { t } = await texts();

  return (
    <nav aria-label={t("报考流程")} className="no-print mb-5 sm:mb-6">
      {/* The list below says the same to a screen reader. */}
      <p className="step-now" aria-hidden="true">
        <b>{t(steps.find(({ number }) => number === current)?.title ?? "")}</b>
        <span>{t("第{number}步，共{count}步", { number: current, count: steps.length })}</span>
      </p>
      <ol className="step-bar">
        {steps.map(({ number, title, state }) => (
          <li key={number} data-state={state} aria-current={number === current ? "step" : undefined}>
            <b>{t(title)}</b> <i>{t(stateLabels[state])}</i>
          </li>
        ))}
      </ol>
    </nav>
  );
}
