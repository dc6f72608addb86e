import { texts } from "@/app/_lib/texts";
import { redirectWithNotice } from "@/app/_lib/current-notice";
import { requireStanding } from "@/lib/auth/step";
import { windowFor, windowState } from "@/lib/domain/exam-session/windows";
import { Moment, SavePicture } from "../_components/moment";
import { StepFrame } from "../_components/step-frame";
import { WaitingWords } from "../_components/watched-state";

export const generateMetadata = async () => ({ title: (await texts()).t("提交成功") });

/** What a candidate reads after 提交报名, also when he comes back; once the review has decided, his status page. */
export default async function SubmittedPage() {
  const { t, instant, closing } = await texts();

  const standing = await requireStanding("/registration/submitted");
  const { examSession, registration, now } = standing;
  const waits = registration?.status === "SUBMITTED" || registration?.status === "PRE_APPROVED";
  if (!waits || !registration.registrationNumber) return redirectWithNotice("/registration");

  const { overrides } = registration;
  const review = windowFor(examSession, overrides, "REVIEW");
  const payment = windowFor(examSession, overrides, "PAYMENT");
  return (
    <StepFrame standing={standing} page="review" title={t("提交成功")}>
      <Moment
        lead={t("报名已提交，请等待资格审核")}
        number={registration.registrationNumber}
        coming={[
          {
            title: "线上审核",
            children:
              now < review.closesAt
                ? t("审核员将在{time}前完成审核，您无需操作。", { time: closing(review.closesAt) })
                : t("审核延迟，考务办公室将继续处理，您无需操作。"),
          },
          { title: "怎样得知结果", children: <WaitingWords standing={standing} page="review" /> },
          {
            title: "报名缴费",
            children:
              windowState(payment, now) === "closed"
                ? t("网上缴费已于{closes}截止。审核通过后怎样办理，请联系考务办公室：{phone}，{hours}。", {
                    closes: closing(payment.closesAt),
                    phone: examSession.contactPhone,
                    hours: examSession.contactHours,
                  })
                : t("审核通过后，在{opens} 至 {closes}登录缴费，逾期报名无效。", {
                    opens: instant(payment.opensAt),
                    closes: closing(payment.closesAt),
                  }),
          },
        ]}
        actions={
          <>
            <a href="/registration" className="button button-primary">
              {t("查看我的报名")}
            </a>
            <SavePicture filename={t("提交成功.png")} examSessionId={examSession.id} />
            <a href="/registration/form" className="button">
              {t("打印报名表")}
            </a>
          </>
        }
      />
    </StepFrame>
  );
}
