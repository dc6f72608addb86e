"use client";

import { useEffect, useRef } from "react";
import { type Choice, SelectField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, summaryErrors, typed } from "@/app/_lib/form-errors";
import { itemLabels } from "@/app/_lib/labels/registration";
import { type FormState, idle } from "@/lib/auth/form-state";
import type { CorrectableItem } from "@/lib/domain/correction/rules";
import { Danger } from "../../../../_components/danger";
import { Undrawn } from "../../../appeals/corrections/undrawn";
import { ChangesTable } from "../../../appeals/corrections/changes-table";
import { proposeCorrectionAction } from "./actions";

type Choices = Record<"idType" | "sex" | "level" | "language" | "school" | "teachingPoint", Choice[]>;

/** `value`: what the field holds at first; empty when no entry of the list is what he wrote. */
export type Wanted = { item: CorrectableItem; value: string; words: string; number: string };

const wantedHint = ({ value, words, number }: Wanted): string =>
  value ? `。按申请填入（${number}），请与凭据核对` : `。申请（${number}）写的是“${words}”，请对照选择`;

const KEEP = "不更正";

export function CorrectForm({
  id,
  version,
  two,
  seated,
  published,
  current,
  choices,
  wanted,
}: {
  id: string;
  version: number;
  /** A second person has to confirm. */
  two: boolean;
  seated: boolean;
  /** The admit cards are out. */
  published: boolean;
  /** What is stored, in words; the number of the document masked. */
  current: Partial<Record<CorrectableItem, string>>;
  choices: Choices;
  /** What the candidate asked for, from whose request the form was opened. */
  wanted: Wanted | null;
}) {
  const [answer, action] = useServerAction(proposeCorrectionAction, idle);
  const state = asInvalid(answer);
  const asks = answer.status === "refused" && answer.error === "correction_to_confirm";
  const frame = (name: CorrectableItem) => ({
    name,
    label: itemLabels[name],
    errors: fieldErrors(state, name),
    defaultValue: typed(state, name) ?? (wanted?.item === name ? wanted.value : ""),
    hint: `现为：${current[name] ? current[name] : "无"}${wanted?.item === name ? wantedHint(wanted) : ""}`,
  });
  const text = (name: CorrectableItem) => (
    <TextField {...frame(name)} autoComplete="off" spellCheck={false} maxLength={200} />
  );
  const select = (name: keyof Choices, hint = "") => (
    <SelectField {...frame(name)} hint={`${frame(name).hint}${hint}`} placeholder={KEEP} choices={choices[name]} />
  );
  return (
    <form action={action} noValidate className="max-w-4xl">
      {!asks && <FormErrors state={state} names={{ ...itemLabels, reason: "原因", evidence: "凭据" }} />}
      <Holder answer={answer} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      {asks && <Question answer={answer} two={two} published={published} />}
      <section aria-labelledby="fields" className="card mb-4">
        <h2 id="fields">要更正的项目</h2>
        <p className="mt-1 mb-3 text-sm text-muted">只填要更正的，其余留空或保持“{KEEP}”。</p>
        <div className="grid gap-x-6 sm:grid-cols-2">
          {text("name")}
          {select("idType")}
          {text("documentNumber")}
          {select("sex", "。证件号码能得出的，会自动随之更正。")}
          {select("school")}
          {select("teachingPoint", "。更正学校而不选教学点的，视为没有教学点。")}
          {text("studentNumber")}
          {select("level")}
          {seated ? (
            <p className="mb-5 text-sm text-muted">
              <b className="block text-base text-ink">{itemLabels.language}</b>
              现为：{current.language}。已有该语种的座位，不能更正；须先在“考场编排”撤回编排。
            </p>
          ) : (
            select("language", "。语种不同、报名费不同的，未付款的订单会先关闭。")
          )}
        </div>
      </section>
      <section aria-labelledby="grounds" className="card">
        <h2 id="grounds" className="mb-3">
          为什么更正
        </h2>
        <TextField
          name="reason"
          label="原因"
          hint="考生会看到这些文字，例如：姓名录入有误。"
          maxLength={200}
          autoComplete="off"
          errors={fieldErrors(state, "reason")}
          defaultValue={typed(state, "reason") ?? ""}
        />
        <TextField
          name="evidence"
          label="凭据"
          hint="同事和审计可以看到，例如：当面核对身份证原件，复印件存考务办公室。不要写完整号码。"
          maxLength={200}
          autoComplete="off"
          errors={fieldErrors(state, "evidence")}
          defaultValue={typed(state, "evidence") ?? ""}
        />
        <SubmitButton className={asks ? "button" : undefined} busy="正在核对…">
          {asks ? "重新核对更正前后" : "核对更正前后"}
        </SubmitButton>
      </section>
    </form>
  );
}

/** What the check found, at the fields, as if the form's own schema had found it. */
function asInvalid(state: FormState): FormState {
  if (state.status !== "refused" || state.error !== "correction_invalid") return state;
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

/** The way to the registration that holds the number. */
function Holder({ answer }: { answer: FormState }) {
  const held =
    answer.status === "refused" ? answer.detail?.problems.find(({ code }) => code === "held_by")?.values : undefined;
  if (!held) return null;
  return (
    <p className="mb-4">
      <a href={`/admin/registrations/${held["registrationId"]}`}>打开使用该号码的报名（{held["name"]}）</a>
    </p>
  );
}

/** Before and after, and the button that writes it. It takes the focus when it appears. */
function Question({ answer, two, published }: { answer: FormState; two: boolean; published: boolean }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [answer]);
  if (answer.status !== "refused" || !answer.detail) return null;
  const { confirm, problems } = answer.detail;
  return (
    <section ref={box} tabIndex={-1} role="alert" aria-labelledby="question" className="card mb-4">
      <h2 id="question">请逐项核对更正前后</h2>
      <p className="mt-1">{summaryErrors(answer)[0]?.message}</p>
      <ChangesTable
        changes={problems.map(({ field, values = {} }) => ({
          item: field as CorrectableItem,
          before: String(values["before"] ?? ""),
          after: String(values["after"] ?? ""),
        }))}
      />
      <Undrawn
        characters={String(problems.find(({ values }) => values?.["undrawn"])?.values?.["undrawn"] ?? "")}
        published={published}
      />
      <input type="hidden" name="confirm" value={confirm} />
      <Danger
        state={answer}
        act={two ? "提出更正，由另一人复核" : "确认更正"}
        busy="正在更正…"
        confirm={{ tick: "已与凭据逐字核对" }}
      >
        <p>
          {two
            ? "复核通过前，报名保持不变。复核通过后，已发布的准考证换新版，旧版作废，考生须重新打印。"
            : "确认后立即生效；更正姓名、证件或语种的，未付款的订单会先关闭，考生重新付款即可。"}
        </p>
      </Danger>
    </section>
  );
}
