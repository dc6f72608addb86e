"use client";

import { NoticesPart } from "@/app/_home/notices-part";
import { CheckboxField, type Choice, RadioField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors } from "@/app/_lib/form-errors";
import { shortMoment } from "@/app/_lib/format";
import { type FormState, idle } from "@/lib/auth/form-state";
import { restoreNoticeAction, saveNoticeAction, withdrawNoticeAction } from "./actions";
import type { NoticeFormState } from "./notice-state";

/** What the form shows at first, as it is posted. */
export type NoticeValues = Record<string, string>;

/** Writes a notice or changes one. Both buttons post the whole form. */
export function NoticeForm({
  shown,
  audiences,
  groups,
  isNew,
}: {
  shown: NoticeValues;
  audiences: readonly Choice[];
  groups: readonly Choice[];
  isNew: boolean;
}) {
  const [state, action] = useServerAction<NoticeFormState>(saveNoticeAction, idle);
  const preview = state.status === "preview" ? state.notice : null;
  const values = "values" in state ? state.values : shown;
  const errorState: FormState = state.status === "preview" ? idle : state;
  const field = (name: string) => ({
    name,
    errors: fieldErrors(errorState, name),
    defaultValue: values[name] ?? "",
  });
  const groupErrors = fieldErrors(errorState, "groups");
  return (
    <>
      {preview && (
        <section aria-labelledby="preview" className="mb-5">
          <h2 id="preview" className="mb-2">
            预览（尚未保存）
          </h2>
          <NoticesPart
            notices={[{ id: "preview", ...preview }]}
            unfolded
            words={{ t: (sentence) => sentence, moment: shortMoment }}
            className="card max-w-2xl"
          />
        </section>
      )}
      <form action={action} noValidate className="card max-w-2xl">
        <FormErrors state={errorState} />
        {["id", "version", "session"].map((name) => (
          <input key={name} type="hidden" name={name} value={values[name] ?? ""} />
        ))}
        <TextField {...field("title")} label="标题" maxLength={60} autoComplete="off" />
        <TextAreaField
          {...field("text")}
          label="正文"
          hint="可使用 Markdown：## 小标题、1. 编号、**加粗**、[文字](网址)。请勿写入任何人的姓名、证件号码、手机号。"
          rows={8}
          maxLength={5000}
        />
        <RadioField {...field("audience")} label="给谁看" choices={audiences} />
        <fieldset id="groups" className="mb-5">
          <legend className="mb-1 font-semibold">选“部分考生”时：哪些考生</legend>
          {groupErrors && <p className="mb-1 text-sm font-semibold text-bad">{groupErrors.join(" ")}</p>}
          <div className="grid grid-cols-1 gap-x-4 sm:grid-cols-3">
            {groups.map(({ value, label }) => (
              <label key={value} className="flex min-h-11 cursor-pointer items-center gap-2 sm:min-h-8">
                <input
                  // React resets a form after its action; a new key makes a new box with the posted value.
                  key={values[`group-${value}`] ?? ""}
                  type="checkbox"
                  name={`group-${value}`}
                  defaultChecked={values[`group-${value}`] === "on"}
                  className="size-5 shrink-0"
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="grid grid-cols-1 gap-x-4 sm:grid-cols-2">
          <TextField {...field("startsAt")} label="显示从" type="datetime-local" />
          <TextField {...field("endsAt")} label="到（这一刻起不再显示）" type="datetime-local" />
        </div>
        <CheckboxField
          name="pinned"
          label="置顶：排在最前，并展开全文"
          defaultChecked={values["pinned"] === "on"}
          key={values["pinned"] ?? ""}
        />
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="intent" value="preview" className="button w-full sm:w-auto" busy="请稍候…">
            预览
          </SubmitButton>
          <SubmitButton busy="正在保存…">{isNew ? "发布" : "保存修改"}</SubmitButton>
        </div>
      </form>
    </>
  );
}

/** 撤回 or, once it is withdrawn, 恢复. */
export function WithdrawForm({ id, version, withdrawn }: { id: string; version: number; withdrawn: boolean }) {
  const [withdrawing, withdraw] = useServerAction(withdrawNoticeAction, idle);
  const [restoring, restore] = useServerAction(restoreNoticeAction, idle);
  return (
    <form action={withdrawn ? restore : withdraw} className="mt-4 max-w-2xl">
      <FormErrors state={withdrawn ? restoring : withdrawing} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <SubmitButton busy="请稍候…" className={withdrawn ? "button" : "button button-danger"}>
        {withdrawn ? "恢复显示" : "撤回这条通知"}
      </SubmitButton>
      <p className="mt-1 text-sm text-muted">
        {withdrawn ? "恢复后按原来的时间显示。" : "撤回后立即不再显示，可以随时恢复。"}
      </p>
    </form>
  );
}
