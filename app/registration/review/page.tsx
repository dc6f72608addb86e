import type { Metadata } from "next";
import { Notice } from "@/app/_components/notice";
import { formatClosing, formatInstant } from "@/app/_lib/format";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { requireStep, type CandidateStanding } from "@/lib/auth/step";
import { windowFor } from "@/lib/domain/exam-session/windows";
import type { IdType, RegistrationStatus } from "@/lib/adapter/db/enums";
import { type Item, uploadItems } from "@/lib/domain/registration/items";
import { ownDecision } from "@/lib/domain/review/queries/own-decision";
import { journeyFacts, type OwnRegistration } from "@/lib/domain/registration/queries/standing";
import { editingWindow, withdrawalOpen } from "@/lib/domain/registration/steps";
import { SamplePicture } from "../_components/sample-picture";
import { StepFrame } from "../_components/step-frame";
import { WaitingWords, WatchedState } from "../_components/watched-state";
import { Withdrawal } from "../_components/withdrawal";

export const metadata: Metadata = { title: "线上审核" };

type Props = { standing: CandidateStanding & { registration: OwnRegistration } };

export default async function ReviewPage() {
  const standing = await requireStep("review");
  return (
    <StepFrame standing={standing} page="review" title="线上审核">
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

function Waiting({ standing }: Props) {
  const { examSession, registration, now } = standing;
  const review = windowFor(examSession, registration.overrides, "REVIEW");
  const late = now >= review.closesAt;
  return (
    <>
      <Notice tone={late ? "warn" : "info"} title={late ? "审核延迟" : "正在审核中"}>
        {late ? (
          <p>您的报名尚未审核完毕，考务办公室将继续处理。审核通过后请在缴费截止前完成缴费。</p>
        ) : (
          <p>审核员将在{formatClosing(review.closesAt)}前完成审核，您无需操作。</p>
        )}
        <WaitingWords standing={standing} page="review" />
      </Notice>
      {withdrawalOpen(journeyFacts(examSession, registration), now) && (
        <Withdrawal until={formatClosing(windowFor(examSession, registration.overrides, "REGISTRATION").closesAt)} />
      )}
    </>
  );
}

async function Returned({ standing }: Props) {
  const { examSession, registration, accountId, journey } = standing;
  const decision = await ownDecision({ accountId, examSessionId: examSession.id });
  const { closesAt } = editingWindow(journeyFacts(examSession, registration));
  const open = journey.open.includes("details");
  const firstPlace = decision?.items.every(({ item }) => item === "PORTRAIT")
    ? "/registration/portrait"
    : "/registration/details";
  return (
    <>
      <Notice tone="warn" title="退回修改">
        <p>
          {open
            ? `请按下列原因修改，并在${formatClosing(closesAt)}前重新提交。只有退回的项目可以修改。`
            : "修改时间已截止，不能再修改和提交。如有疑问请联系考务办公室。"}
        </p>
      </Notice>
      <ul className="card mb-6 divide-y divide-line">
        {decision?.items.map(({ item, reason, withSample }) => (
          <li key={item} className="flex flex-wrap items-baseline justify-between gap-x-4 py-3">
            <span>
              <strong>{itemLabel(item as Item, registration.idType)}</strong>：{reason}
            </span>
            {open && (
              <a href={placeOf(item)} className="inline-flex min-h-11 items-center">
                修改<span className="sr-only">{itemLabel(item as Item, registration.idType)}</span>
              </a>
            )}
            {withSample && <Sample item={item} idType={registration.idType} />}
          </li>
        ))}
      </ul>
      {decision?.reason && <p className="mb-6">说明：{decision.reason}</p>}
      {open && (
        <a href={firstPlace} className="button button-primary w-full sm:w-auto">
          开始修改
        </a>
      )}
    </>
  );
}

function Sample({ item, idType }: { item: string; idType: IdType | null }) {
  const kind = uploadItems.find((upload) => upload === item);
  return (
    kind && (
      <div className="w-full">
        <SamplePicture kind={kind} idType={idType} />
      </div>
    )
  );
}

const placeOf = (item: string) => (item === "PORTRAIT" ? "/registration/portrait" : `/registration/details#${item}`);

async function Refused({ standing: { examSession, accountId } }: Props) {
  const decision = await ownDecision({ accountId, examSessionId: examSession.id });
  return (
    <Notice tone="bad" title="审核不通过">
      <p>原因：{decision?.reason ?? "请联系考务办公室了解。"}</p>
      <p className="mt-2">
        本结果为最终审核结果。如有异议，请联系考务办公室：{examSession.contactPhone}，{examSession.contactHours}。
      </p>
    </Notice>
  );
}

function Approved({ standing: { examSession, registration } }: Props) {
  const payment = windowFor(examSession, registration.overrides, "PAYMENT");
  return (
    <>
      <Notice tone="good" title="审核通过">
        {registration.status === "APPROVED" ? (
          <p>
            请在{formatInstant(payment.opensAt)}至{formatClosing(payment.closesAt)}
            完成缴费。超出规定时间未缴费的，本次报名无效。
          </p>
        ) : (
          <p>报名费已缴纳。</p>
        )}
      </Notice>
      {registration.status === "APPROVED" && (
        <a href="/registration/payment" className="button button-primary w-full sm:w-auto">
          下一步
        </a>
      )}
    </>
  );
}

function ReferenceNumber({ registration }: { registration: OwnRegistration }) {
  if (!registration.registrationNumber) return null;
  return (
    <section className="card mt-6">
      <dl>
        <dt className="font-semibold">报名号</dt>
        <dd className="font-mono break-all">{registration.registrationNumber}</dd>
        {registration.submittedAt && (
          <>
            <dt className="mt-2 font-semibold">提交时间</dt>
            <dd>{formatInstant(registration.submittedAt)}</dd>
          </>
        )}
      </dl>
      <p className="mt-3 flex flex-wrap gap-3">
        <a href="/registration" className="button button-small">
          我的报名
        </a>
        <a href="/registration/form" className="button button-small">
          查看并打印报名表
        </a>
      </p>
    </section>
  );
}
