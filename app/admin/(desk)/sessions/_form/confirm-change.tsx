"use client";

import { useEffect, useRef } from "react";
import { CheckboxField, TextField } from "@/app/_components/field";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { summaryErrors, typed } from "@/app/_lib/form-errors";
import { changeNotice, problemSentence } from "@/app/_lib/messages/exam-session-problems";
import { noticeGroupLabels } from "@/app/_lib/labels/notice";
import { noticeGroupOf } from "@/lib/domain/notice/group";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import type { Problem } from "@/lib/core/result";
import type { FormState } from "@/lib/auth/form-state";
import type { Fields } from "./fields";
import { noticeFields } from "./notice-draft";

/**
 * The candidates whom the change affects, above the form, with the reason and the second button. It takes the focus
 * when it appears.
 */
export function ConfirmChange({ state, fields }: { state: FormState; fields: Fields }) {
  const box = useRef<HTMLElement>(null);
  // What a colleague has saved is shown by colleagues-changes.tsx.
  const detail = state.status === "refused" && state.error !== "session_edited_meanwhile" ? state.detail : undefined;
  useEffect(() => {
    if (detail?.confirm) box.current?.focus();
  }, [detail]);
  if (state.status !== "refused" || !detail?.confirm) return null;
  return (
    <section
      ref={box}
      tabIndex={-1}
      role="alert"
      aria-labelledby="confirm-change"
      className="card mb-5 border-2 border-warn bg-warn-soft"
    >
      <h2 id="confirm-change">这次修改会影响考生</h2>
      <p className="mt-1">{summaryErrors(state)[0]?.message}</p>
      <ul className="my-3 list-disc space-y-1 pl-5">
        {detail.problems.map((problem) => (
          <li key={`${problem.field} ${problemSentence(problem)}`}>
            <a href={`#${problem.field}`}>{problemSentence(problem)}</a>
          </li>
        ))}
      </ul>
      <input type="hidden" name="confirmed" value={detail.confirm} />
      <TextField {...fields.text("reason")} maxLength={200} hint="记入审计日志，例如：学校通知延期。" />
      <Announce state={state} problems={detail.problems} />
      <SubmitButton busy="正在保存…">确认影响并保存</SubmitButton>
    </section>
  );
}

/**
 * A notice for those whom the change touches, with a text that the officer can rewrite, and which SMS follow by
 * themselves: nothing is told that he has not seen.
 */
function Announce({ state, problems }: { state: FormState; problems: readonly Problem[] }) {
  const draft = changeNotice(problems);
  const renewed = problems.find(({ code, values }) => code === "cards_drawn_anew" && values?.["tells"]);
  const { text, ticked, isOutdated } = noticeFields(draft, {
    text: typed(state, "announceText"),
    drafted: typed(state, "announceDraft"),
    ticked: typed(state, "announce") === "on",
  });
  const groups = groupsOf(problems).map((group) => noticeGroupLabels[group]);
  return (
    <fieldset className="mb-4 min-w-0 border-t border-warn pt-3">
      <legend className="sr-only">告知考生</legend>
      <p className="mb-2">
        {renewed
          ? `保存后自动发出的短信：准考证变更，${Number(renewed.values?.["count"] ?? 0)} 条。`
          : "保存后不会自动发短信；需要时，请在“短信”中群发。"}
      </p>
      <CheckboxField
        name="announce"
        label={`同时在报名状态页发布通知公告，给：${groups.join("、")}`}
        defaultChecked={ticked}
      />
      <TextField
        name="announceTitle"
        label="通知标题"
        maxLength={60}
        defaultValue={typed(state, "announceTitle") ?? "考试安排变更"}
      />
      <input type="hidden" name="announceDraft" value={draft} />
      <TextAreaField name="announceText" label="通知内容" rows={4} maxLength={5000} defaultValue={text} />
      {isOutdated && (
        <div className="mb-3 font-semibold">
          <p>修改的内容已与您改写通知时不同，请核对上面的通知内容。现在的影响是：</p>
          <p className="mt-1 whitespace-pre-line">{draft || "没有须告知考生的变更。"}</p>
        </div>
      )}
    </fieldset>
  );
}

/** Whose status pages show it: those whom the lines count. */
const groupsOf = (problems: readonly Problem[]) => [
  ...new Set(
    problems.flatMap(({ values }) =>
      String(values?.["statuses"] ?? "")
        .split(" ")
        .filter(Boolean)
        .map((status) => noticeGroupOf(status as RegistrationStatus)),
    ),
  ),
];
