import { CandidateShell } from "@/app/_components/candidate-shell";
import { News } from "@/app/_components/news";
import { SeasonBanner } from "@/app/_components/season-banner";
import { texts } from "@/app/_lib/texts";
import { currentVisitor, shownBrand, type Visitor, visitorStanding } from "@/lib/auth/step";
import { homeContent } from "@/lib/domain/exam-session/queries";
import { homeNotices } from "@/lib/domain/notice/queries";
import { ArrangementPart } from "./_home/arrangement-part";
import { ContactPart } from "./_home/contact-part";
import { GuidePart } from "./_home/guide-part";
import { NoticesPart } from "./_home/notices-part";
import { NowCard } from "./_home/now-card";
import { QuestionsPart } from "./_home/questions-part";
import { SessionChoice } from "./_home/session-choice";
import { StepsPart } from "./_home/steps-part";
import { TextsPart } from "./_home/texts-part";
import "./_home/home.css";

/**
 * The public home: which exam, what is open until when, what to do next; then everything one may want to know. With
 * several exams it asks which one first.
 */
export default async function HomePage() {
  const [visitor, words, standing] = [await currentVisitor(), await texts(), await visitorStanding()];
  const { examSession } = visitor;
  if (!examSession)
    return visitor.current.length + visitor.past.length > 0 ? <Choice visitor={visitor} /> : <NoSession />;
  const now = new Date();
  const [content, notices] = await Promise.all([homeContent(examSession), homeNotices(now)]);
  const { t, language } = words;
  return (
    <CandidateShell>
      <News />
      <SeasonBanner brand={examSession} />
      <h1 lang={language === "en" ? "zh-CN" : undefined} className="text-xl sm:text-2xl">
        {examSession.title}
      </h1>
      {language === "en" && <p className="mt-1">{t("成人高等教育学士学位外语水平考试")}</p>}
      <NowCard examSession={examSession} standing={standing} now={now} words={words} />
      <NoticesPart notices={notices} words={words} className="home-part" />
      <StepsPart examSession={examSession} now={now} words={words} />
      <ArrangementPart examSession={examSession} content={content} words={words} />
      <TextsPart content={content} words={words} />
      <GuidePart words={words} />
      <QuestionsPart faqText={content.faqText} words={words} />
      <ContactPart examSession={examSession} contactAddress={content.contactAddress} words={words} />
    </CandidateShell>
  );
}

/**
 * Several exam sessions are under way, and only the visitor knows which one is his; or none is, and he has past ones.
 */
async function Choice({ visitor }: { visitor: Visitor }) {
  const [words, notices] = await Promise.all([texts(), homeNotices(new Date())]);
  const { t } = words;
  return (
    <CandidateShell>
      <News />
      <SeasonBanner brand={shownBrand(visitor)} />
      <h1>{t("学士学位外语报名系统")}</h1>
      <SessionChoice visitor={visitor} words={words} />
      <NoticesPart notices={notices} words={words} className="home-part" />
      <GuidePart words={words} />
    </CandidateShell>
  );
}

/** Between two exam sessions. */
async function NoSession() {
  const [words, notices] = await Promise.all([texts(), homeNotices(new Date())]);
  const { t } = words;
  return (
    <CandidateShell>
      <News />
      <SeasonBanner brand={null} />
      <h1>{t("学士学位外语报名系统")}</h1>
      <p className="mt-3">{t("目前没有正在进行的考试报名。报名开始前，学校会在继续教育学院网站发布通知。")}</p>
      <p className="mt-3">{t("您可以先注册账号；已有账号的，报名开始后登录即可办理。")}</p>
      <p className="mt-4 flex flex-wrap gap-3">
        <a href="/register" className="button">
          {t("新用户注册")}
        </a>
        <a href="/login" className="button">
          {t("登录")}
        </a>
      </p>
      <NoticesPart notices={notices} words={words} className="home-part" />
      <p className="mt-6 text-sm text-muted">
        {t("工作人员：")}
        <a href="/admin/sessions">{t("登录管理后台，建立并发布考试批次")}</a>
      </p>
    </CandidateShell>
  );
}
