import type { ReactNode } from "react";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { texts } from "@/app/_lib/texts";
import { News } from "@/app/_components/news";
import type { CandidateStanding } from "@/lib/auth/step";
import type { Page, StepView } from "@/lib/domain/registration/steps";
import { StepBar } from "./step-bar";
import { StepWindow } from "./step-window";
import { WatchedState } from "./watched-state";

/** The step that a page belongs to. */
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

/** On these pages the candidate still has to act, even where the step itself counts as done. */
const beforeSubmit: readonly Page[] = ["notice", "details", "portrait", "confirm"];

/** These pages themselves show that the candidate waits, and poll for him. */
const tellsWaiting: readonly Page[] = ["review", "exam"];

/** The review and exam pages show their times themselves. After payment no time is left to show. */
const tellsTimes = (page: Page, { state }: StepView): boolean =>
  page !== "review" && page !== "exam" && !(page === "payment" && state === "done");

/**
 * The frame of a step's page: the seven-step bar, the notice of this visit, the heading and the step's times. Only the
 * content is printed.
 */
export async function StepFrame({
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
  const { t } = await texts();
  const { journey, now } = standing;
  const current = stepOf[page];
  const step = journey.steps.find(({ number }) => number === current);
  return (
    <CandidateShell>
      <StepBar steps={journey.steps} current={current} />
      <div className="no-print">
        <News />
      </div>
      <h1 className="no-print mb-1">{t(title)}</h1>
      <div className="no-print mb-5">
        {step?.window && tellsTimes(page, step) && (
          <StepWindow window={step.window} now={now} acts={step.state === "current" || beforeSubmit.includes(page)} />
        )}
        {!tellsWaiting.includes(page) && <WatchedState standing={standing} page={page} />}
      </div>
      {children}
    </CandidateShell>
  );
}
