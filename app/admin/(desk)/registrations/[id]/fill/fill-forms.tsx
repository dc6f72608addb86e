"use client";

import { CheckboxField, type Choice, SelectField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { itemLabels } from "@/app/_lib/labels/registration";
import { type FormState, idle } from "@/lib/auth/form-state";
import type { FieldItem } from "@/lib/domain/registration/items";
import { Danger } from "../../../../_components/danger";
import { endFillingAction, fillDetailsAction, submitFillingAction } from "./actions";

type Choices = Record<"category" | "sex" | "idType" | "level" | "language" | "school" | "teachingPoint", Choice[]>;

/** The fields of 信息填写; what he needs at the exam (合理便利) he asks for himself. */
export function FillForm({
  id,
  editable,
  initial,
  choices,
  graduationMonth,
}: {
  id: string;
  /** Of what was sent back: those fields alone. */
  editable: readonly FieldItem[];
  initial: Partial<Record<FieldItem, string>>;
  choices: Choices;
  graduationMonth: string;
}) {
  const [answer, action] = useServerAction(fillDetailsAction, idle);
  const state = asInvalid(answer);
  const frame = (name: FieldItem) => ({
    name,
    label: itemLabels[name],
    errors: fieldErrors(state, name),
    defaultValue: typed(state, name) ?? initial[name] ?? "",
  });
  const text = (name: FieldItem, hint?: string) =>
    editable.includes(name) && (
      <TextField {...frame(name)} autoComplete="off" spellCheck={false} maxLength={200} {...(hint && { hint })} />
    );
  const select = (name: keyof Choices, placeholder = "请选择") =>
    editable.includes(name) && <SelectField {...frame(name)} placeholder={placeholder} choices={choices[name]} />;
  return (
    <form action={action} noValidate className="card mb-4 max-w-4xl">
      <h2 className="mb-3">考生信息</h2>
      <FormErrors state={state} names={itemLabels} />
      <input type="hidden" name="id" value={id} />
      <div className="grid gap-x-6 sm:grid-cols-2">
        {text("name", "与证件一致；输入不了的字用〓代替。")}
        {select("idType")}
        {text("documentNumber")}
        {select("sex")}
        {select("category")}
        {text("graduationMonth", `仅“已申请毕业”的考生填写，例如 ${graduationMonth}。`)}
        {select("school")}
        {select("teachingPoint", "无教学点")}
        {text("studentNumber")}
        {select("level")}
        {select("language")}
      </div>
      <SubmitButton busy="正在保存…">保存信息</SubmitButton>
    </form>
  );
}

/** What the check found, at the fields, as if the form's own schema had found it. */
function asInvalid(state: FormState): FormState {
  if (state.status !== "refused" || state.error !== "details_invalid") return state;
  const problems = state.detail?.problems ?? [];
  const fields = [...new Set(problems.map(({ field }) => field))];
  return {
    status: "invalid",
    values: state.values,
    fieldErrors: Object.fromEntries(
      fields.map((field) => [field, problems.filter((one) => one.field === field).map(({ code }) => code)]),
    ),
  };
}

/** Hands in for the person, once he has read everything on the screen. */
export function SubmitForm({
  id,
  version,
  unchanged,
}: {
  id: string;
  version: number;
  /** What was sent back and is as it was. */
  unchanged: readonly string[];
}) {
  const [state, action] = useServerAction(submitFillingAction, idle);
  return (
    <form action={action} noValidate className="card mb-4 max-w-4xl">
      <h2 className="mb-3">核对并提交</h2>
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <Danger
        state={state}
        act="代考生提交报名"
        busy="正在提交…"
        confirm={{ tick: "已把姓名、证件号码、学校和其他内容逐项读给考生核对，他确认无误" }}
      >
        <p>提交后进入审核，考生会收到短信，可以登录查看；审核前考生可以自己撤回修改。</p>
        {unchanged.length > 0 && (
          <CheckboxField
            name="keepUnchanged"
            label={`退回的${unchanged.join("、")}没有修改：考生已核对，仍按原内容重新提交`}
            defaultChecked={typed(state, "keepUnchanged") === "on"}
          />
        )}
      </Danger>
    </form>
  );
}

export function EndForm({ id }: { id: string }) {
  const [state, action] = useServerAction(endFillingAction, idle);
  return (
    <form action={action} noValidate className="max-w-4xl">
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <p className="mb-2 text-sm text-muted">
        考生改为自己填写，或今天不能办完的，结束代填；已保存的内容留在考生的草稿中。
      </p>
      <SubmitButton className="button" busy="正在结束…">
        结束代填，不提交
      </SubmitButton>
    </form>
  );
}

/** Documents and portrait taken at the desk: a plain form, one kind at a time. */
export function DeskUpload({
  id,
  kind,
  label,
  done,
  consent,
}: {
  id: string;
  kind: string;
  label: string;
  done: number;
  /** The consent to face data is still outstanding. */
  consent: boolean;
}) {
  return (
    <form
      action={`/api/desk-uploads/${id}`}
      method="post"
      encType="multipart/form-data"
      aria-label={label}
      className="border-t border-line py-3 first:border-t-0"
    >
      <label className="block font-semibold" htmlFor={`file-${kind}`}>
        {label}
        <span className="ml-2 font-normal text-muted">{done > 0 ? `已上传 ${done} 份` : "尚未上传"}</span>
      </label>
      {consent && (
        <CheckboxField
          name="faceConsent"
          id={`consent-${kind}`}
          label="考生已单独签字同意处理登记照和其中的人脸信息"
          defaultChecked={false}
        />
      )}
      <div className="mt-1 flex flex-wrap items-center gap-3">
        <input
          type="file"
          id={`file-${kind}`}
          name={kind}
          accept="image/*"
          className="w-full min-w-0 py-2 text-sm sm:w-auto"
        />
        <button type="submit" className="button button-small">
          上传<span className="sr-only">{label}</span>
        </button>
      </div>
    </form>
  );
}
