import type { Texts } from "@/app/_lib/texts";
import { nextStep } from "@/app/registration/_components/next-step";
import type { CandidateStanding } from "@/lib/auth/step";
import { examSpan, type ExamTimes } from "@/lib/domain/exam-session/exam-time";
import {
  newcomerWindow,
  type NewcomersClosed,
  type SessionWindows,
  type Window,
  windowFor,
  windowState,
} from "@/lib/domain/exam-session/windows";

type Shown = SessionWindows & NewcomersClosed & ExamTimes & { cardsPublishedAt: Date | null };

/** What is going on, until when, and the button that knows the visitor. */
export function NowCard({
  examSession,
  standing,
  now,
  words,
}: {
  examSession: Shown;
  standing: CandidateStanding | null;
  now: Date;
  words: Texts;
}) {
  const { t } = words;
  if (standing) return <OwnCard standing={standing} words={words} />;
  const { tone, lines } = publicState(examSession, now, words);
  return (
    <section aria-label={t("现在")} className="now-card" data-tone={tone}>
      {lines.map((line, index) => (
        <p key={line} className={index === 0 ? "text-lg font-bold break-keep" : "break-keep"}>
          {line}
        </p>
      ))}
      <p className="no-print mt-3 grid grid-cols-2 gap-3 sm:max-w-md">
        <a href="/register" className="button button-primary px-2">
          {t("新用户注册")}
        </a>
        <a href="/login" className="button px-2">
          {t("登录")}
        </a>
      </p>
    </section>
  );
}

function OwnCard({ standing, words }: { standing: CandidateStanding; words: Texts }) {
  const { t, closing, left } = words;
  const { tone, state, action, deadline } = nextStep(standing, words);
  const own = { href: "/registration", label: t("我的报名") };
  const { href, label } = action ?? own;
  return (
    <section aria-label={t("现在")} className="now-card" data-tone={tone}>
      <p className="text-lg font-bold">{state}</p>
      {deadline && (
        <p className="break-keep">
          {t("截止 {time}，还有 {left}", {
            time: closing(deadline),
            left: left(deadline.getTime() - standing.now.getTime()),
          })}
        </p>
      )}
      <p className="no-print mt-3 flex flex-wrap gap-3">
        <a href={href} className="button button-primary w-full sm:w-auto sm:min-w-40">
          {label}
        </a>
      </p>
    </section>
  );
}

type Open = { open: string; since: string; window: Window };

/** For who is not signed in: the stages that are open now, else the next one. */
export function publicState(examSession: Shown, now: Date, { t, instant, closing, left }: Texts) {
  const registering = newcomerWindow(examSession);
  const stages: Open[] = [
    { open: "网上报名进行中", since: "网上报名 {time} 开始", window: registering },
    { open: "网上缴费进行中", since: "网上缴费 {time} 开始", window: windowFor(examSession, [], "PAYMENT") },
    ...(examSession.cardsPublishedAt || now < windowFor(examSession, [], "PRINTING").opensAt
      ? [{ open: "准考证可以打印", since: "准考证打印 {time} 开始", window: windowFor(examSession, [], "PRINTING") }]
      : []),
    {
      open: "考试进行中",
      since: "考试 {time} 开始",
      window: examSpan(examSession),
    },
  ];
  const until = ({ open, window }: Open) => [
    t(open),
    t("截止 {time}，还有 {left}", {
      time: closing(window.closesAt),
      left: left(window.closesAt.getTime() - now.getTime()),
    }),
  ];
  const [registration, ...later] = stages as [Open, ...Open[]];
  const state = windowState(registering, now);
  if (state === "open") return { tone: "good", lines: until(registration) } as const;
  if (state === "not_started")
    return {
      tone: "info",
      lines: [t(registration.since, { time: instant(registering.opensAt) }), t("您可以先注册账号、准备材料。")],
    } as const;
  const open = later.find(({ window }) => windowState(window, now) === "open");
  const next = later.find(({ window }) => windowState(window, now) === "not_started");
  const closed = t("网上报名已截止，已报名的考生请登录办理。");
  if (open) return { tone: "info", lines: [...until(open), closed] } as const;
  if (next) return { tone: "info", lines: [t(next.since, { time: instant(next.window.opensAt) }), closed] } as const;
  return { tone: "info", lines: [t("本次考试已结束")] } as const;
}
