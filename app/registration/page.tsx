import type { Metadata } from "next";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import { formatClosing, formatInstant, formatLeft } from "@/app/_lib/format";
import { requireStanding, type CandidateStanding } from "@/lib/auth/step";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { ownOrders } from "@/lib/domain/payment/queries/own-orders";
import type { Window } from "@/lib/domain/exam-session/windows";
import { journeyFacts } from "@/lib/domain/registration/queries/standing";
import { waitsForOthers } from "@/lib/domain/registration/standing-mark";
import type { Journey, StepView } from "@/lib/domain/registration/steps";
import { MoneyBack } from "./_components/money-back";
import { type NextStep, nextStep } from "./_components/next-step";
import { stepStateLabel } from "./_components/step-bar";
import { WaitingWords, WatchedState } from "./_components/watched-state";
import { TaskList } from "./_components/task-list";

export const metadata: Metadata = { title: "我的报名" };

export default async function StatusPage() {
  const standing = await requireStanding("/registration");
  const { examSession, registration, journey } = standing;
  const orders =
    registration && mayHavePaid.has(registration.status)
      ? await ownOrders({ accountId: standing.accountId, registrationId: registration.id })
      : [];
  const next = nextStep(standing);
  return (
    <CandidateShell>
      <News />
      <h1>我的报名</h1>
      <p className="mt-1 mb-4 text-muted">{examSession.title}</p>
      <MoneyBack orders={orders} />
      <NextStepCard standing={standing} next={next} />
      {registration?.status === "DRAFT" && journey.open.includes("details") && (
        <>
          <h2 className="mb-2">填报进度</h2>
          <TaskList registration={registration} open={journey.open} />
        </>
      )}
      <Steps journey={journey} told={next.told} now={standing.now} />
    </CandidateShell>
  );
}

/** Before the approval no candidate has paid, so these statuses save one query. */
const mayHavePaid = new Set<RegistrationStatus>(["APPROVED", "PAID", "CANCELLED", "RETURNED"]);

const edges = { info: "border-brand", good: "border-good", warn: "border-warn", bad: "border-bad" };

function NextStepCard({ standing, next }: { standing: CandidateStanding; next: NextStep }) {
  const { tone, state, who, text, action, deadline } = next;
  const number = standing.registration?.registrationNumber;
  const isWaiting =
    waitsForOthers(journeyFacts(standing.examSession, standing.registration), standing.now) ||
    (!action && (tone === "info" || tone === "good"));
  return (
    <section className={`card mb-6 border-l-4 ${edges[tone]}`}>
      <h2 className="text-xl">{state}</h2>
      <p className="mt-1 font-semibold text-muted">{who}</p>
      <p className="mt-2">{text}</p>
      {isWaiting ? <WaitingWords standing={standing} /> : <WatchedState standing={standing} />}
      {deadline && (
        <p className="mt-2">
          截止时间：{formatClosing(deadline)}，还有
          <strong>{formatLeft(deadline.getTime() - standing.now.getTime())}</strong>
        </p>
      )}
      {number && (
        <p className="mt-2">
          报名号：<span className="inline-block max-w-full font-mono break-all">{number}</span>
        </p>
      )}
      {(action ?? number) && (
        <p className="mt-4 flex flex-wrap gap-3">
          {action && (
            <a href={action.href} className="button button-primary w-full sm:w-auto">
              {action.label}
            </a>
          )}
          {number && (
            <a href="/registration/form" className="button w-full sm:w-auto">
              查看报名表
            </a>
          )}
        </p>
      )}
    </section>
  );
}

/**
 * 报考流程: the seven steps, each with this candidate's state, and the times of steps that are still to come or were
 * missed.
 */
function Steps({ journey, told, now }: { journey: Journey; told: Window | undefined; now: Date }) {
  const times = timesToTell(journey.steps, told, now);
  return (
    <section aria-labelledby="steps" className="card">
      <h2 id="steps" className="mb-3">
        报考流程与办理时间
      </h2>
      <ol className="step-list">
        {journey.steps.map(({ number, title, state, window, current }) => (
          <li key={number} aria-current={current ? "step" : undefined}>
            <b>{`${number} ${title}`}</b>
            {window && times.has(number) && (
              <span>{`${formatInstant(window.opensAt)} 至 ${formatClosing(window.closesAt)}`}</span>
            )}
            <i data-state={state}>{stepStateLabel(state)}</i>
          </li>
        ))}
      </ol>
    </section>
  );
}

/**
 * The steps that show their window: each window once, none that the card above states, and none that this candidate
 * does not need.
 */
function timesToTell(steps: readonly StepView[], told: Window | undefined, now: Date): Set<number> {
  const keyOf = ({ opensAt, closesAt }: Window) => `${opensAt.getTime()} ${closesAt.getTime()}`;
  const seen = new Set(told ? [keyOf(told)] : []);
  const numbers = new Set<number>();
  for (const { number, state, window } of steps) {
    if (!window || state === "done" || (state === "closed" && now < window.closesAt) || seen.has(keyOf(window)))
      continue;
    seen.add(keyOf(window));
    numbers.add(number);
  }
  return numbers;
}
