import type { ReactNode } from "react";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import type { CandidateStanding } from "@/lib/auth/step";
import type { Page, StepView } from "@/lib/domain/registration/steps";
import { StepBar } from "./step-bar";
import { StepWindow } from "./step-window";
import { WatchedState } from "./watched-state";

/** To which of the seven steps a page belongs. */
const stepOf: Record<Page, number> = {
  notice: 2,
  details: 2,
  portrait: 3,
  confirm: 3,
  review: 4,
  payment: 5,
  "admit-card": 6,
  exam: 7,
};

/** These say themselves that somebody waits, and watch for him. */
const tellsWaiting: readonly Page[] = ["review", "exam"];

/** Review and exam tell their times themselves; what is paid has no time left. */
const tellsTimes = (page: Page, { state }: StepView): boolean =>
  page !== "review" && page !== "exam" && !(page === "payment" && state === "done");

/**
 * The frame of a step's page: the seven-step bar, the notice of this visit, the heading
 * and the step's own times. Everything but the content disappears in print.
 */
export function StepFrame({
  standing,
  page,
  title,
  children,
}: {
  standing: CandidateStanding;
  page: Page;
  title: string;
  children: ReactNode;
}) {
  const { journey, now } = standing;
  const current = stepOf[page];
  const step = journey.steps.find(({ number }) => number === current);
  return (
    <CandidateShell>
      <StepBar steps={journey.steps} current={current} />
      <div className="no-print">
        <News />
      </div>
      <h1 className="no-print mb-2">{title}</h1>
      <div className="no-print mb-6">
        {step?.window && tellsTimes(page, step) && <StepWindow window={step.window} now={now} />}
        {!tellsWaiting.includes(page) && <WatchedState standing={standing} page={page} />}
      </div>
      {children}
    </CandidateShell>
  );
}
