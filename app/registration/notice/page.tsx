import { texts } from "@/app/_lib/texts";
import { redirect } from "next/navigation";
import { Markdown } from "@/app/_components/markdown";
import { requireStanding } from "@/lib/auth/step";
import { wholeExamSession } from "@/lib/domain/exam-session/queries";
import { withNotice } from "@/lib/http/notice";
import { journeyFacts } from "@/lib/domain/registration/queries/standing";
import { landing, refusalFor } from "@/lib/domain/registration/steps";
import { OtherRegistrations } from "./other-registrations";
import { StepFrame } from "../_components/step-frame";
import { NoticeForm } from "./form";

export const generateMetadata = async () => ({ title: (await texts()).t("报名须知") });

export default async function NoticePage() {
  const { t } = await texts();

  const standing = await requireStanding("/registration/notice");
  const { examSession, registration, journey, now } = standing;
  if (!journey.open.includes("notice")) {
    const why = refusalFor("notice", journeyFacts(examSession, registration), now);
    redirect(withNotice(landing(why, journey), why));
  }
  const { noticeText, tipsText } = await wholeExamSession(examSession);
  return (
    <StepFrame standing={standing} page="notice" title={t("阅读报名须知和报名温馨提示")}>
      <OtherRegistrations examSession={examSession} />
      <section className="card mb-6">
        <h2 className="mb-3">{t("报名须知")}</h2>
        <Markdown text={noticeText} />
      </section>
      <section className="card mb-6">
        <h2 className="mb-3">{t("报名温馨提示")}</h2>
        <Markdown text={tipsText} />
      </section>
      {registration?.noticeVersion === examSession.textsVersion ? (
        <a href="/registration/details" className="button button-primary w-full sm:w-auto">
          {t("继续填写报名信息")}
        </a>
      ) : (
        <NoticeForm textsVersion={examSession.textsVersion} />
      )}
    </StepFrame>
  );
}
