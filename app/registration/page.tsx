import type { Metadata } from "next";
import { formatClosing, formatInstant, formatLeft } from "@/app/_lib/format";
import { requireStanding, type Standing } from "@/lib/auth/step";
import { windowFor } from "@/lib/exam-session/windows";
import { journeyFacts } from "@/lib/registration/queries/standing";
import { withdrawalOpen } from "@/lib/registration/steps";
import { nextStep } from "./_components/next-step";
import { stepStateLabel } from "./_components/step-bar";
import { StepFrame } from "./_components/step-frame";
import { TaskList } from "./_components/task-list";
import { Withdrawal } from "./_components/withdrawal";

export const metadata: Metadata = { title: "我的报名" };

export default async function StatusPage({ searchParams }: { searchParams: Promise<{ notice?: string }> }) {
  const standing = await requireStanding("/registration");
  const { notice } = await searchParams;
  const { session, registration, journey, now } = standing;
  return (
    <StepFrame standing={standing} page={null} notice={notice} title="我的报名">
      <p className="mb-4 text-muted">{session.title}</p>
      <NextStepCard standing={standing} />
      {registration?.status === "DRAFT" && journey.open.includes("details") && (
        <>
          <h2 className="mb-2">填报进度</h2>
          <TaskList registration={registration} open={journey.open} />
        </>
      )}
      {withdrawalOpen(journeyFacts(session, registration), now) && (
        <Withdrawal until={formatClosing(windowFor(session, registration?.overrides ?? [], "REGISTRATION").closesAt)} />
      )}
      <Schedule standing={standing} />
    </StepFrame>
  );
}

const edges = { info: "border-brand", good: "border-good", warn: "border-warn", bad: "border-bad" };

function NextStepCard({ standing }: { standing: Standing }) {
  const { tone, state, who, text, action, deadline } = nextStep(standing);
  const number = standing.registration?.registrationNumber;
  return (
    <section className={`card mb-6 border-l-4 ${edges[tone]}`}>
      <h2 className="text-xl">{state}</h2>
      <p className="mt-1 font-semibold text-muted">{who}</p>
      <p className="mt-2">{text}</p>
      {deadline && (
        <p className="mt-2">
          截止时间：{formatClosing(deadline)}，还有<strong>{formatLeft(deadline.getTime() - standing.now.getTime())}</strong>
        </p>
      )}
      {number && (
        <p className="mt-2">
          报名号：<span className="font-mono break-all">{number}</span>
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

/** Each step with its state and its exact times. */
function Schedule({ standing: { journey } }: { standing: Standing }) {
  return (
    <section className="card mt-6">
      <h2 className="mb-3">各步骤办理时间</h2>
      <ol className="divide-y divide-line">
        {journey.steps.map(({ number, title, state, window }) => (
          <li key={number} className="grid grid-cols-[1fr_auto] gap-x-4 py-2 sm:grid-cols-[9rem_1fr_auto]">
            <span className="font-semibold">
              {number} {title}
            </span>
            <span className="col-span-2 row-start-2 text-sm text-muted sm:col-span-1 sm:row-start-auto">
              {window && `${formatInstant(window.opensAt)} 至 ${formatClosing(window.closesAt)}`}
            </span>
            <span className={state === "done" ? "text-good" : state === "open" ? "text-brand" : "text-muted"}>{stepStateLabel(state)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
