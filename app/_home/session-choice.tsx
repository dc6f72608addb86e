import type { Texts } from "@/app/_lib/texts";
import { nextStep } from "@/app/registration/_components/next-step";
import { standingOf, type Visitor } from "@/lib/auth/step";
import { examsOf, examTimeOf } from "@/lib/domain/exam-session/exam-time";
import type { OwnEntry } from "@/lib/domain/registration/queries/standing";
import { ExamTimes } from "./exam-times";
import { publicState } from "./now-card";

/**
 * A card for each exam session that the visitor can look at: which exam, what is open until when or where he stands in
 * it, and the button that chooses it.
 */
export function SessionChoice({ visitor, words }: { visitor: Visitor; words: Texts }) {
  const { t } = words;
  const { current, past } = visitor;
  return (
    <>
      {current.length > 0 ? (
        <section aria-labelledby="current-sessions" className="mt-4">
          <h2 id="current-sessions">{t("请选择要办理的考试批次")}</h2>
          <p className="mt-1">{t("每个批次单独报名、单独审核、单独缴费。请核对考试名称、时间和地点后再选择。")}</p>
          <Cards entries={current} visitor={visitor} words={words} />
        </section>
      ) : (
        <p className="mt-3">{t("目前没有正在进行的考试报名。报名开始前，学校会在继续教育学院网站发布通知。")}</p>
      )}
      {past.length > 0 && (
        <section aria-labelledby="past-sessions" className="mt-6">
          <h2 id="past-sessions">{t("您参加过的考试")}</h2>
          <Cards entries={past} visitor={visitor} words={words} />
        </section>
      )}
    </>
  );
}

type Props = { visitor: Visitor; words: Texts };

const Cards = ({ entries, ...props }: { entries: readonly OwnEntry[] } & Props) => (
  <ul className="session-choice">
    {entries.map((entry) => (
      <li key={entry.examSession.id} className="home-part">
        <Card entry={entry} {...props} />
      </li>
    ))}
  </ul>
);

function Card({ entry: { examSession, registration }, visitor, words }: { entry: OwnEntry } & Props) {
  const { t, hours, language } = words;
  const { id, title, schoolName, schoolNameEn, examAddress } = examSession;
  // Who has registered needs the time of his language alone.
  const exams = registration?.languageId
    ? [{ ...examTimeOf(examSession, registration.languageId), languages: null }]
    : examsOf(examSession);
  const { candidate } = visitor;
  const shown = visitor.examSession?.id === id;
  const { tone, lines } =
    candidate && registration
      ? ownState({ accountId: candidate.id, examSession, registration }, words)
      : publicState(examSession, new Date(), words);
  return (
    <>
      <h3 lang={language === "en" ? "zh-CN" : undefined} className="text-lg font-bold">
        {title}
      </h3>
      <p lang={language === "en" && schoolNameEn ? "en" : "zh-CN"} className="text-sm text-muted">
        {(language === "en" && schoolNameEn) || schoolName}
      </p>
      <dl className="home-facts mt-1">
        <div>
          <dt>{t("考试时间")}</dt>
          <dd>
            <ExamTimes exams={exams} words={words} hours={hours} />
          </dd>
        </div>
        <div>
          <dt>{t("考试地址")}</dt>
          <dd lang="zh-CN">{examAddress}</dd>
        </div>
      </dl>
      <div className="now-card" data-tone={tone}>
        {lines.map((line, index) => (
          <p key={line} className={index === 0 ? "font-bold break-keep" : "break-keep"}>
            {line}
          </p>
        ))}
      </div>
      <form action="/api/exam-session" method="post" className="no-print mt-3">
        <button
          type="submit"
          name="examSession"
          value={id}
          aria-current={shown ? "true" : undefined}
          className={`button w-full ${shown ? "" : "button-primary"}`}
        >
          {shown ? t("继续办理（当前批次）") : registration ? t("进入我的报名") : t("选择本批次")}
          <span className="sr-only" lang="zh-CN">
            ：{title}
          </span>
        </button>
      </form>
    </>
  );
}

/** Where the candidate stands in words, and until when he has to act. */
function ownState(own: Parameters<typeof standingOf>[0], words: Texts) {
  const { t, closing } = words;
  const { tone, state, deadline } = nextStep(standingOf(own), words);
  return {
    tone,
    lines: [t("我的报名：{state}", { state }), ...(deadline ? [t("截止 {time}", { time: closing(deadline) })] : [])],
  };
}
