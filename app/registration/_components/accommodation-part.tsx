import { kindLabels, ownAccommodationStates } from "@/app/_lib/labels/accommodation";
import type { Texts } from "@/app/_lib/texts";
import type { AccommodationState } from "@/lib/adapter/db/enums";
import type { AccommodationKind } from "@/lib/domain/registration/accommodation";

const tones: Record<AccommodationState, string> = {
  ASKED: "",
  MORE_PROOF: "text-warn",
  GRANTED: "text-good",
  REFUSED: "text-bad",
  WITHDRAWN: "text-muted",
};

/** What became of the candidate's request for 合理便利: the state, what was granted, and the reason. */
export function AccommodationAnswer({
  accommodation: { state, decision },
  words: { t },
}: {
  accommodation: {
    state: AccommodationState;
    decision: { kinds: readonly AccommodationKind[]; reason: string } | null;
  };
  words: Texts;
}) {
  return (
    <>
      <p className={`font-semibold ${tones[state]}`}>{t(ownAccommodationStates[state])}</p>
      {decision && decision.kinds.length > 0 && (
        <p>{decision.kinds.map((kind) => t(kind === "OTHER" ? "其他便利" : kindLabels[kind])).join(t("、"))}</p>
      )}
      {decision?.reason && (
        <p className="mt-1 wrap-anywhere whitespace-pre-line">
          {t("理由或说明：")}
          <span lang="zh-CN">{decision.reason}</span>
        </p>
      )}
    </>
  );
}

/** The same on the status page, with the way to the request. */
export function AccommodationPart(props: Parameters<typeof AccommodationAnswer>[0]) {
  const { t } = props.words;
  if (props.accommodation.state === "WITHDRAWN") return null;
  return (
    <section aria-labelledby="accommodation" className="card">
      <h2 id="accommodation" className="mb-1">
        {t("合理便利申请")}
      </h2>
      <AccommodationAnswer {...props} />
      <p className="mt-2">
        <a href="/registration/accommodation" className="inline-flex min-h-11 items-center">
          {t(props.accommodation.state === "MORE_PROOF" ? "补充证明材料" : "查看申请")}
        </a>
      </p>
    </section>
  );
}
