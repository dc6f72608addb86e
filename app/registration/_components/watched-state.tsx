import { texts } from "@/app/_lib/texts";
import type { CandidateStanding } from "@/lib/auth/step";
import { maskedPhone } from "@/lib/domain/account/queries";
import { markFacts } from "@/lib/domain/registration/queries/standing";
import { isSmsMuted } from "@/lib/domain/exam-session/queries";
import { nextTurn, standingMark, waitsForOthers } from "@/lib/domain/registration/standing-mark";
import type { Page } from "@/lib/domain/registration/steps";
import { canSend } from "@/lib/adapter/sms/send";
import { StateWatch, type Watched } from "./state-watch";

/** Pages with input. They are reloaded only when Back shows them again, never while the candidate types. */
const typedOn: readonly Page[] = ["notice", "details", "portrait", "confirm"];

/** Watches a page of the journey for changes; without `page` the status page. */
export function WatchedState({
  standing,
  page,
  words = false,
}: {
  standing: CandidateStanding;
  page?: Page;
  words?: boolean;
}) {
  const { examSession, registration, now } = standing;
  const facts = markFacts(examSession, registration);
  const typing = page !== undefined && typedOn.includes(page);
  const watched: Watched = {
    mark: standingMark(facts, now),
    polls: !typing && waitsForOthers(facts, now),
    turnsInMs: typing ? null : nextTurn(facts, now),
  };
  return <StateWatch id={crypto.randomUUID()} {...watched} words={words} />;
}

/** Tells a waiting candidate that the page updates itself, and that an SMS will come where one is sent. */
export async function WaitingWords({
  standing,
  page,
  phone: known,
}: {
  standing: CandidateStanding;
  page?: Page;
  /** The masked phone, where the page has read it already; null when there is none. */
  phone?: string | null;
}) {
  return (
    <span className="mt-2 block">
      <WatchedState standing={standing} {...(page ? { page } : {})} words />
      <SmsPromise standing={standing} {...(known === undefined ? {} : { phone: known })} />
    </span>
  );
}

/** The sentence that an SMS will come; nothing where none is sent. */
export async function SmsPromise({ standing, phone: known }: { standing: CandidateStanding; phone?: string | null }) {
  const { t } = await texts();

  const news = newsFor(standing);
  if (!news || !canSend(news.template) || (await isSmsMuted(standing.examSession.id, news.rule))) return null;
  const phone = known === undefined ? await maskedPhone(standing.accountId) : known;
  return (
    phone && (
      <>
        {t(`${news.when}，系统还会向您的手机`)}
        <span className="whitespace-nowrap">{phone}</span>
        {t("发送短信。")}
      </>
    )
  );
}

/** The SMS that ends this candidate's waiting. A pre-approval sends none, and published cards were announced before. */
function newsFor({ examSession, registration, exam, now }: CandidateStanding) {
  switch (registration?.status) {
    case "SUBMITTED":
    case "PRE_APPROVED":
      return { template: "review-result", rule: "REVIEW_RESULT", when: "有审核结果后" } as const;
    case "PAID":
      return examSession.cardsPublishedAt || now >= exam.closesAt
        ? null
        : ({ template: "card-published", rule: "CARD_PUBLISHED", when: "准考证发布后" } as const);
    case "DRAFT":
    case "RETURNED":
    case "REFUSED":
    case "APPROVED":
    case "CANCELLED":
    case undefined:
      return null;
  }
}
