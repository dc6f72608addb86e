import type { ReactNode } from "react";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import type { Standing } from "@/lib/auth/step";
import type { Page } from "@/lib/registration/steps";
import { StepBar } from "./step-bar";
import { StepWindow } from "./step-window";

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

/**
 * The frame of a step's page: the seven-step bar, the notice of this visit, the heading
 * and the step's own times. Everything but the content disappears in print.
 */
export function StepFrame({
  standing: { journey, now },
  page,
  title,
  children,
}: {
  standing: Pick<Standing, "journey" | "now">;
  page: Page;
  title: string;
  children: ReactNode;
}) {
  const current = stepOf[page];
  const window = journey.steps.find(({ number }) => number === current)?.window;
  return (
    <CandidateShell>
      <StepBar steps={journey.steps} current={current} />
      <div className="no-print">
        <News />
      </div>
      <h1 className="no-print mb-2">{title}</h1>
      <div className="no-print mb-6">
        {window && <StepWindow label={page === "exam" ? "考试时间" : "办理时间"} window={window} now={now} />}
      </div>
      {children}
    </CandidateShell>
  );
}
