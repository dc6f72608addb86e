import type { Texts } from "@/app/_lib/texts";
import type { CandidateStanding } from "@/lib/auth/step";
import { journeyFacts } from "@/lib/domain/registration/queries/standing";
import { waitsForOthers } from "@/lib/domain/registration/standing-mark";
import type { NextStep } from "./next-step";
import { ReferenceNumber } from "./reference-number";
import { ReturnedItems } from "./returned-items";
import { WaitingWords, WatchedState } from "./watched-state";

const edges = { info: "border-brand", good: "border-good", warn: "border-warn", bad: "border-bad" };

/** 现在: where the candidate stands, who acts, until when, and the one button. */
export function NowCard({
  standing,
  next,
  phone,
  words,
}: {
  standing: CandidateStanding;
  next: NextStep;
  /** The masked phone that news are sent to. */
  phone: string | null;
  words: Texts;
}) {
  const { t, closing, left } = words;
  const { tone, state, who, text, action, deadline, reasons } = next;
  const { examSession, registration, journey, now } = standing;
  const number = registration?.registrationNumber;
  const isWaiting =
    waitsForOthers(journeyFacts(examSession, registration), now) || (!action && (tone === "info" || tone === "good"));
  return (
    <section aria-labelledby="now" className={`card border-t-4 ${edges[tone]}`}>
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-bold text-muted">{t("现在")}</span>
        <span className={deadline ? "who-acts who-acts-you" : "who-acts"}>{who}</span>
      </p>
      <h2 id="now" className="mt-1 text-2xl">
        {state}
      </h2>
      <p className="mt-2">{text}</p>
      {reasons && (
        <div className="mt-3">
          {reasons.reason && (
            <p className="mb-2">
              <strong>{reasons.items.length > 0 ? t("说明") : t("原因")}</strong>：
              <span lang="zh-CN">{reasons.reason}</span>
            </p>
          )}
          {reasons.items.length > 0 && (
            <ReturnedItems
              items={reasons.items}
              idType={registration?.idType ?? null}
              editable={journey.open.includes("details")}
            />
          )}
        </div>
      )}
      {isWaiting ? <WaitingWords standing={standing} phone={phone} /> : <WatchedState standing={standing} />}
      {deadline && (
        <p className="mt-3 flex flex-wrap items-baseline gap-x-3">
          <span className="text-muted">{t("截止时间")}</span>
          <strong className="whitespace-nowrap">{closing(deadline)}</strong>
          <span className="whitespace-nowrap">
            {t("还有{left}", { left: left(deadline.getTime() - now.getTime()) })}
          </span>
        </p>
      )}
      {action && (
        <p className="mt-4">
          <a href={action.href} className={`button w-full sm:w-auto sm:min-w-48 ${deadline ? "button-primary" : ""}`}>
            {action.label}
          </a>
        </p>
      )}
      {number && (
        <div className="mt-4 border-t border-line pt-3">
          <ReferenceNumber number={number} words={words} />
        </div>
      )}
    </section>
  );
}
