import { texts } from "@/app/_lib/texts";
import { Notice } from "@/app/_components/notice";
import { PhoneLinks } from "@/app/_components/phone-links";
import { requireStep, type CandidateStanding } from "@/lib/auth/step";
import { windowFor } from "@/lib/domain/exam-session/windows";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { ownDecision } from "@/lib/domain/review/queries/own-decision";
import { journeyFacts, type OwnRegistration } from "@/lib/domain/registration/queries/standing";
import { editingWindow, withdrawalOpen } from "@/lib/domain/registration/steps";
import { ReturnedItems, firstPlace } from "../_components/returned-items";
import { StepFrame } from "../_components/step-frame";
import { WaitingWords, WatchedState } from "../_components/watched-state";
import { Withdrawal } from "../_components/withdrawal";

export const generateMetadata = async () => ({ title: (await texts()).t("线上审核") });

type Props = { standing: CandidateStanding & { registration: OwnRegistration } };

export default async function ReviewPage() {
  const { t } = await texts();

  const standing = await requireStep("review");
  return (
    <StepFrame standing={standing} page="review" title={t("线上审核")}>
      <Outcome standing={standing} />
      {!waiting.includes(standing.registration.status) && <WatchedState standing={standing} page="review" />}
      <ReferenceNumber registration={standing.registration} />
    </StepFrame>
  );
}

/** In these states the page's own notice polls and says so. */
const waiting: readonly RegistrationStatus[] = ["DRAFT", "SUBMITTED", "PRE_APPROVED"];

function Outcome({ standing }: Props) {
  switch (standing.registration.status) {
    case "DRAFT":
    case "SUBMITTED":
    case "PRE_APPROVED":
      return <Waiting standing={standing} />;
    case "RETURNED":
      return <Returned standing={standing} />;
    case "REFUSED":
    case "CANCELLED":
      return <Refused standing={standing} />;
    case "APPROVED":
    case "PAID":
      return <Approved standing={standing} />;
  }
}

async function Waiting({ standing }: Props) {
  const { t, closing } = await texts();

  const { examSession, registration, now } = standing;
  const review = windowFor(examSession, registration.overrides, "REVIEW");
  const late = now >= review.closesAt;
  return (
    <>
      <Notice tone={late ? "warn" : "info"} title={late ? t("审核延迟") : t("正在审核中")}>
        {late ? (
          <p>{t("您的报名尚未审核完毕，考务办公室将继续处理。审核通过后请在缴费截止前完成缴费。")}</p>
        ) : (
          <p>{t("审核员将在{time}前完成审核，您无需操作。", { time: closing(review.closesAt) })}</p>
        )}
        <WaitingWords standing={standing} page="review" />
      </Notice>
      {withdrawalOpen(journeyFacts(examSession, registration), now) && (
        <Withdrawal until={closing(windowFor(examSession, registration.overrides, "REGISTRATION").closesAt)} />
      )}
    </>
  );
}

async function Returned({ standing }: Props) {
  const { t, closing } = await texts();

  const { examSession, registration, accountId, journey } = standing;
  const decision = await ownDecision({ accountId, examSessionId: examSession.id });
  const { closesAt } = editingWindow(journeyFacts(examSession, registration));
  const open = journey.open.includes("details");
  return (
    <>
      <Notice tone="warn" title={t("退回修改")}>
        <p>
          {open
            ? t("请按下列原因修改，并在{time}前重新提交。只有退回的项目可以修改。", { time: closing(closesAt) })
            : t("修改时间已截止，不能再修改和提交。如有疑问请联系考务办公室。")}
        </p>
      </Notice>
      {decision && (
        <div className="card mb-6 py-2! *:border-y-0">
          <ReturnedItems items={decision.items} idType={registration.idType} editable={open} />
        </div>
      )}
      {decision?.reason && (
        <p className="mb-6">
          {t("说明：")}
          <span lang="zh-CN">{decision.reason}</span>
        </p>
      )}
      {open && (
        <a href={firstPlace(decision?.items ?? [])} className="button button-primary w-full sm:w-auto">
          {t("开始修改")}
        </a>
      )}
    </>
  );
}

async function Refused({ standing: { examSession, accountId } }: Props) {
  const { t } = await texts();

  const decision = await ownDecision({ accountId, examSessionId: examSession.id });
  return (
    <Notice tone="bad" title={t("审核不通过")}>
      <p>
        {t("原因：")}
        {decision?.reason ? <span lang="zh-CN">{decision.reason}</span> : t("请联系考务办公室了解。")}
      </p>
      <p className="mt-2">
        {t("本结果为最终审核结果。如有异议，请联系考务办公室：")}
        <PhoneLinks text={examSession.contactPhone} />，<span className="inline-block">{examSession.contactHours}</span>
        。
      </p>
    </Notice>
  );
}

async function Approved({ standing: { examSession, registration } }: Props) {
  const { t, instant, closing } = await texts();

  const payment = windowFor(examSession, registration.overrides, "PAYMENT");
  return (
    <>
      <Notice tone="good" title={t("审核通过")}>
        {registration.status === "APPROVED" ? (
          <p>
            {t("请在{opens}至{closes}完成缴费。超出规定时间未缴费的，本次报名无效。", {
              opens: instant(payment.opensAt),
              closes: closing(payment.closesAt),
            })}
          </p>
        ) : (
          <p>{t("报名费已缴纳。")}</p>
        )}
      </Notice>
      {registration.status === "APPROVED" && (
        <a href="/registration/payment" className="button button-primary w-full sm:w-auto">
          {t("下一步")}
        </a>
      )}
    </>
  );
}

async function ReferenceNumber({ registration }: { registration: OwnRegistration }) {
  const { t, instant } = await texts();

  if (!registration.registrationNumber) return null;
  return (
    <section className="card mt-6">
      <dl>
        <dt className="font-semibold">{t("报名号")}</dt>
        <dd className="font-mono break-all">{registration.registrationNumber}</dd>
        {registration.submittedAt && (
          <>
            <dt className="mt-2 font-semibold">{t("提交时间")}</dt>
            <dd>{instant(registration.submittedAt)}</dd>
          </>
        )}
      </dl>
      <p className="mt-3 flex flex-wrap gap-3">
        <a href="/registration" className="button button-small">
          {t("我的报名")}
        </a>
        <a href="/registration/form" className="button button-small">
          {t("查看并打印报名表")}
        </a>
      </p>
    </section>
  );
}
