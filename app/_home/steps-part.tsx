import type { Texts } from "@/app/_lib/texts";
import { examSpan, examsOf } from "@/lib/domain/exam-session/exam-time";
import { type SessionWindows, type Window, windowFor, windowState } from "@/lib/domain/exam-session/windows";
import { StepIcon } from "./step-icon";

type Shown = SessionWindows & Parameters<typeof examsOf>[0];
type Step = { title: string; window: Window | null; words: string };

/** 报考流程 as a picture: the seven steps with their dates, the open ones marked. */
export function StepsPart({ examSession, now, words }: { examSession: Shown; now: Date; words: Texts }) {
  const { t, date, instant, closing } = words;
  const registering = windowFor(examSession, [], "REGISTRATION");
  const days = [...new Set(examsOf(examSession).map(({ opensAt }) => date(opensAt)))];
  const steps: Step[] = [
    { title: "注册登录", window: null, words: "账号长期有效" },
    { title: "信息填写", window: registering, words: "" },
    { title: "人像采集", window: registering, words: "与信息填写同时" },
    { title: "线上审核", window: windowFor(examSession, [], "REVIEW"), words: "" },
    { title: "报名缴费", window: windowFor(examSession, [], "PAYMENT"), words: "" },
    { title: "打印准考证", window: windowFor(examSession, [], "PRINTING"), words: "" },
    { title: "等待考试", window: examSpan(examSession), words: days.join(words.language === "en" ? ", " : "、") },
  ];
  return (
    <section aria-labelledby="steps" className="home-part">
      <h2 id="steps">{t("报考流程与时间")}</h2>
      <ol className="home-steps">
        {steps.map(({ title, window, words: told }, index) => {
          const state = window ? windowState(window, now) : "open";
          return (
            <li key={title} data-state={window ? state : "always"}>
              <StepIcon step={index + 1} />
              <b>
                <span>{index + 1} </span>
                {t(title)}
              </b>
              <span className="home-steps-time">
                {told || !window ? (
                  t(told)
                ) : (
                  <>
                    <span>{instant(window.opensAt)}</span> <span>{`${t("至")} ${closing(window.closesAt)}`}</span>
                  </>
                )}
                {window && !told && state !== "not_started" && <i>{state === "open" ? t("进行中") : t("已结束")}</i>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
