"use client";

import { useEffect, useRef } from "react";
import { SubmitButton } from "@/app/_components/submit-button";
import { typed } from "@/app/_lib/form-errors";
import type { FormState } from "@/lib/auth/form-state";
import type { Problem } from "@/lib/core/result";
import type { Json } from "@/lib/domain/exam-session/changes";
import { type SessionField, sessionLabels } from "./labels";
import { valueText } from "./value-text";

/**
 * What a colleague has saved since this form was opened: each field with his value and one's own, of which one is
 * chosen. It takes the focus when it appears. Once answered, the choices are posted along until the form is saved.
 */
export function ColleaguesChanges({ state }: { state: FormState }) {
  const box = useRef<HTMLElement>(null);
  const isAsked = state.status === "refused" && state.error === "session_edited_meanwhile";
  useEffect(() => {
    if (isAsked) box.current?.focus();
  }, [isAsked, state]);
  if (!isAsked) return <Answered state={state} />;
  const problems = state.detail?.problems ?? [];
  return (
    <section
      ref={box}
      tabIndex={-1}
      role="alert"
      aria-labelledby="colleague"
      className="card mb-5 border-2 border-warn bg-warn-soft"
    >
      <h2 id="colleague">尚未保存：同事在您填写期间保存了这个批次</h2>
      <input type="hidden" name="met" value={state.detail?.confirm} />
      {problems.length === 0 ? (
        <p className="my-3">他的修改与您填写的没有冲突，但批次可能刚刚发布或取消发布。确认后再次保存即可。</p>
      ) : (
        <p className="mt-1">您填写的内容都还在下面。请逐项选择保存哪一个值：</p>
      )}
      {problems.map((problem) => (
        <Choice key={problem.field} problem={problem} chosen={typed(state, `take-${problem.field}`)} />
      ))}
      <SubmitButton busy="正在保存…">按所选保存</SubmitButton>
    </section>
  );
}

function Choice({ problem, chosen }: { problem: Problem; chosen: string | undefined }) {
  const { field, code, values } = problem;
  const isMine = code === "changed_by_both";
  const text = (whose: "mine" | "theirs") => valueText(field, JSON.parse(String(values?.[whose])) as Json);
  // Who has not touched a field has nothing to lose in it. Where both have typed, nobody chooses for him.
  const preset = chosen ?? (isMine ? undefined : "theirs");
  return (
    <fieldset className="my-3 min-w-0 border-t border-line pt-2">
      <legend className="font-semibold">
        <a href={`#${field}`}>{sessionLabels[field as SessionField]}</a>
        <span className="font-normal">（{isMine ? "您也修改了" : "您没有修改"}）</span>
      </legend>
      {(["theirs", "mine"] as const).map((whose) => (
        <div key={whose}>
          <label className="flex min-h-9 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name={`take-${field}`}
              value={whose}
              defaultChecked={preset === whose}
              aria-describedby={`${whose}-${field}`}
              className="size-5 shrink-0"
            />
            {whose === "theirs" ? "采用同事的：" : isMine ? "保留我的：" : "改回原来的："}
          </label>
          <Value id={`${whose}-${field}`} text={text(whose)} />
        </div>
      ))}
    </fieldset>
  );
}

/** More than this is folded away, so that the choices stay together. In characters. */
const MAX_SHOWN = 160;

function Value({ id, text }: { id: string; text: string }) {
  const value = (
    <p id={id} className="mb-1 ml-7 break-words whitespace-pre-wrap">
      {text}
    </p>
  );
  if (text.length <= MAX_SHOWN) return value;
  return (
    <details className="mb-1">
      <summary className="ml-7 min-h-9 cursor-pointer">
        {text.slice(0, 40).replaceAll("\n", " ")}…<span className="text-brand underline">显示全文</span>
      </summary>
      {value}
    </details>
  );
}

function Answered({ state }: { state: FormState }) {
  const met = typed(state, "met");
  if (!met || !("values" in state)) return null;
  const choices = Object.entries(state.values).filter(([name]) => name.startsWith("take-"));
  const theirs = choices.filter(([, whose]) => whose === "theirs").map(([name]) => name.replace(/^take-/, ""));
  return (
    <>
      <input type="hidden" name="met" value={met} />
      {choices.map(([name, whose]) => (
        <input key={name} type="hidden" name={name} value={whose} />
      ))}
      {theirs.length > 0 && (
        <p className="card mb-5">
          保存时采用同事的值：{theirs.map((field) => sessionLabels[field as SessionField]).join("、")}。
        </p>
      )}
    </>
  );
}
