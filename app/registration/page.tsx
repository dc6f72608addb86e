import { type Texts, texts } from "@/app/_lib/texts";
import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import { Notice } from "@/app/_components/notice";
import { NoticesPart } from "@/app/_home/notices-part";
import { ownAccommodationStates } from "@/app/_lib/labels/accommodation";
import { exchangeNews } from "@/app/_lib/labels/exchange";
import { type CandidateStanding, requireStanding } from "@/lib/auth/step";
import type { Window } from "@/lib/domain/exam-session/windows";
import { noticeGroupOf } from "@/lib/domain/notice/group";
import { candidateNotices } from "@/lib/domain/notice/queries";
import { exchangeableStatuses } from "@/lib/domain/correction/exchange";
import { exchangeToTell } from "@/lib/domain/correction/queries/exchanges";
import { correctableStatuses } from "@/lib/domain/correction/rules";
import { ownProgress, type Progress } from "@/lib/domain/progress/queries/own-progress";
import { timeline } from "@/lib/domain/progress/timeline";
import { askRefusal } from "@/lib/domain/registration/accommodation";
import { shownStatus } from "@/lib/domain/registration/shown-status";
import type { Journey, StepView } from "@/lib/domain/registration/steps";
import { AccommodationPart } from "./_components/accommodation-part";
import { History } from "./_components/history";
import { Messages } from "./_components/messages";
import { MoneyBack } from "./_components/money-back";
import { nextStep } from "./_components/next-step";
import { NowCard } from "./_components/now-card";
import { Papers } from "./_components/papers";
import { stepStateLabel } from "./_components/step-bar";
import { TaskList } from "./_components/task-list";
import "./status.css";

export const generateMetadata = async () => ({ title: (await texts()).t("我的报名") });

/** The candidate's own page: where he stands, what he has to do, what happened so far, and what comes. */
export default async function StatusPage() {
  const words = await texts();
  const { t } = words;
  const standing = await requireStanding("/registration");
  const { accountId, examSession, registration, journey, now } = standing;
  const shown = registration && shownStatus({ ...registration, examSession }, now);
  const notices = await candidateNotices({ examSessionId: examSession.id, group: noticeGroupOf(shown), now });
  // Before the first submit nothing has happened, nobody was told anything, and there are no papers.
  const progress = registration?.registrationNumber
    ? await ownProgress({ accountId, registrationId: registration.id, status: registration.status })
    : null;
  const exchange =
    registration && exchangeableStatuses.includes(registration.status)
      ? await exchangeToTell(registration.id, now)
      : null;
  const next = nextStep(standing, words, progress?.decisions.at(-1));
  const isDraft = registration?.status === "DRAFT" && journey.open.includes("details");
  return (
    <CandidateShell>
      <News />
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h1>{t("我的报名")}</h1>
        <a href="/account">{t("账号与安全")}</a>
      </div>
      <p className="mt-1 mb-4 text-muted">{examSession.title}</p>
      {exchange && (
        <div className="mb-4">
          <Notice tone={exchange === "HANDED_IN" ? "info" : "warn"} title={t(exchangeNews[exchange].title)}>
            <a href="/registration/exchange">{t(exchangeNews[exchange].link)}</a>
          </Notice>
        </div>
      )}
      {progress && <MoneyBack orders={progress.orders} words={words} />}
      <div className="status-columns">
        <div className="space-y-4">
          <NowCard standing={standing} next={next} phone={progress?.maskedPhone ?? null} words={words} />
          <NoticesPart notices={notices} words={words} className="card" />
          {isDraft && (
            <section aria-labelledby="tasks" className="card">
              <h2 id="tasks" className="mb-2">
                {t("填报进度")}
              </h2>
              <TaskList registration={registration} open={journey.open} />
            </section>
          )}
          {progress?.accommodation && <AccommodationPart accommodation={progress.accommodation} words={words} />}
          {registration && progress && (
            <Papers
              registrationId={registration.id}
              receipt={receiptOf(standing, progress)}
              card={journey.open.includes("admit-card")}
              accommodation={accommodationAct(standing, progress)}
              words={words}
            />
          )}
        </div>
        <div className="space-y-4">
          {registration && correctableStatuses.includes(registration.status) && (
            <p className="px-1">
              <a href="/registration/correction" className="inline-flex min-h-11 items-center">
                {t("信息有误？申请更正")}
              </a>
            </p>
          )}
          {registration && progress && (
            <History
              entries={timeline(progress.events, progress.decisions, cardsPublishedAt(standing), progress.corrections)}
              idType={registration.idType}
              reasonsShown={next.reasons !== undefined}
              waived={receiptOf(standing, progress) === "waived"}
              words={words}
            />
          )}
          <Steps journey={journey} told={next.told} now={now} words={words} />
          {progress && <Messages messages={progress.messages} words={words} />}
        </div>
      </div>
    </CandidateShell>
  );
}

/** What the candidate can do with his request for 合理便利; null: there is none, and none can be made. */
function accommodationAct(
  { examSession, registration }: CandidateStanding,
  { accommodation }: Progress,
): string | null {
  if (accommodation) return ownAccommodationStates[accommodation.state];
  const open =
    registration &&
    askRefusal({ status: registration.status, seatsFrozen: examSession.seatsFrozenAt !== null }) === null;
  return open ? "如有需要，可以申请" : null;
}

/** When this candidate's card came out; null while he has none. */
const cardsPublishedAt = ({ examSession, registration }: CandidateStanding): Date | null =>
  registration?.status === "PAID" && registration.seat ? examSession.cardsPublishedAt : null;

function receiptOf({ registration }: CandidateStanding, { orders }: Progress): { orderId: string } | "waived" | null {
  const settled = orders.find(({ status }) => status === "SUCCEEDED");
  if (settled) return { orderId: settled.id };
  return registration?.status === "PAID" ? "waived" : null;
}

/**
 * 报考流程: the seven steps, each with this candidate's state, and the times of steps that are still to come or were
 * missed.
 */
function Steps({ journey, told, now, words }: { journey: Journey; told: Window | undefined; now: Date; words: Texts }) {
  const { t } = words;
  const times = timesToTell(journey.steps, told, now);
  return (
    <section aria-labelledby="steps" className="card">
      <h2 id="steps" className="mb-3">
        {t("报考流程与办理时间")}
      </h2>
      <ol className="journey">
        {journey.steps.map(({ number, title, state, window, current }) => (
          <li key={number} data-state={state} aria-current={current ? "step" : undefined}>
            <b>{`${number} ${t(title)}`}</b>
            <i>{t(stepStateLabel(state))}</i>
            {window && times.has(number) && <Times window={window} words={words} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A window in short; an exam lasts for hours of one day. */
function Times({ window: { opensAt, closesAt }, words: { t, instant, closing } }: { window: Window; words: Texts }) {
  const [from, to] = [instant(opensAt), closing(closesAt)];
  const day = from.slice(0, -5);
  if (to.startsWith(day)) return <span>{`${from}–${to.slice(day.length)}`}</span>;
  return (
    <span>
      <span>{from}</span> <span>{`${t("至")} ${to}`}</span>
    </span>
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
