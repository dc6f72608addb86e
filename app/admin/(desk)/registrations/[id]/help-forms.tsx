"use client";

import type { ReactNode } from "react";
import { CheckboxField, type Choice, SelectField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { type FormState, idle } from "@/lib/auth/form-state";
import { Danger } from "../../../_components/danger";
import {
  addNoteAction,
  cancelRegistrationAction,
  endCandidateLoginsAction,
  extendStepAction,
  reopenItemsAction,
} from "./actions";

/** The registration and the version that the page shows. */
type Seen = { id: string; version: number };

/** One act, folded until it is wanted. After an answer it stays open, so that its errors are in sight. */
const Act = ({ title, state, children }: { title: string; state: FormState; children: ReactNode }) => (
  <details name="help" open={state.status !== "idle"} className="border-t border-line first-of-type:border-t-0">
    <summary className="flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
      {title}
    </summary>
    <div className="pb-4">{children}</div>
  </details>
);

const Of = ({ id, version }: Seen) => (
  <>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="version" value={version} />
  </>
);

/** Ids that no other form of the page has, by field name. */
const idsOf = (act: string, ...names: string[]) => Object.fromEntries(names.map((name) => [name, `${act}-${name}`]));

function Reason({ act, state, hint }: { act: string; state: FormState; hint: string }) {
  return (
    <TextField
      name="reason"
      id={`${act}-reason`}
      label="原因"
      hint={hint}
      maxLength={200}
      autoComplete="off"
      errors={fieldErrors(state, "reason")}
      defaultValue={typed(state, "reason") ?? ""}
    />
  );
}

/** 结束全部登录: for a lost phone or a public computer. */
export function EndLoginsForm({ id, version, live }: Seen & { live: number }) {
  const [state, action] = useServerAction(endCandidateLoginsAction, idle);
  return (
    <Act title="结束考生的全部登录…" state={state}>
      <form action={action} noValidate>
        <FormErrors state={state} ids={idsOf("logins", "reason", "confirmed")} />
        <Of id={id} version={version} />
        <Reason act="logins" state={state} hint="例如：手机丢失，本人来电要求。" />
        <Danger
          state={state}
          act={`结束 ${live} 台设备上的登录`}
          busy="正在结束…"
          prefix="logins-"
          confirm={{ tick: "已核实是考生本人提出" }}
        >
          <p>考生会立即退出，须用原密码重新登录；没有保存的填写内容可能丢失。系统不发短信。</p>
        </Danger>
      </form>
    </Act>
  );
}

/** 延长办理时间: one step stays open for this candidate alone. */
export function ExtendForm({ id, version, steps }: Seen & { steps: readonly Choice[] }) {
  const [state, action] = useServerAction(extendStepAction, idle);
  return (
    <Act title="延长一步的办理时间…" state={state}>
      <form action={action} noValidate className="max-w-xl">
        <FormErrors state={state} ids={idsOf("extend", "until", "reason", "confirmed")} />
        <Of id={id} version={version} />
        <SelectField
          name="step"
          label="步骤和现在的截止时间"
          placeholder="请选择"
          choices={steps}
          errors={fieldErrors(state, "step")}
          defaultValue={typed(state, "step") ?? ""}
        />
        <TextField
          name="until"
          id="extend-until"
          label="延长至"
          type="datetime-local"
          errors={fieldErrors(state, "until")}
          defaultValue={typed(state, "until") ?? ""}
        />
        <Reason act="extend" state={state} hint="会记入档案，考生看不到。" />
        <CheckboxField
          name="confirmed"
          id="extend-confirmed"
          label="只对这名考生生效；已核对步骤和时间"
          errors={fieldErrors(state, "confirmed")}
          defaultChecked={typed(state, "confirmed") === "on"}
        />
        <SubmitButton className="button" busy="正在保存…">
          延长
        </SubmitButton>
      </form>
    </Act>
  );
}

/** 重新开放修改: a decided registration goes back to the candidate. */
export function ReopenForm({
  id,
  version,
  items,
  late,
}: Seen & {
  items: readonly Choice[];
  /** Review has closed for him: without more time he could correct nothing. */
  late: boolean;
}) {
  const [state, action] = useServerAction(reopenItemsAction, idle);
  const problem = fieldErrors(state, "items");
  return (
    <Act title="重新开放修改…" state={state}>
      <form action={action} noValidate className="max-w-xl">
        <FormErrors state={state} ids={idsOf("reopen", "until", "reason", "confirmed")} />
        <Of id={id} version={version} />
        <fieldset id="items" className="mb-5">
          <legend className="mb-1 font-semibold">要修改的项目</legend>
          {problem && <p className="mb-1 text-sm font-semibold text-bad">{problem.join(" ")}</p>}
          <div className="grid gap-x-4 sm:grid-cols-2">
            {items.map(({ value, label }) => (
              <label key={value} className="flex min-h-11 cursor-pointer items-center gap-2 sm:min-h-8">
                <input
                  type="checkbox"
                  name={`item-${value}`}
                  defaultChecked={typed(state, `item-${value}`) === "on"}
                  className="size-5 shrink-0"
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        <Reason act="reopen" state={state} hint="考生会看到这些文字。" />
        <TextField
          name="until"
          id="reopen-until"
          label="允许修改和审核至"
          optional={!late}
          type="datetime-local"
          hint={late ? "资格审核已截止，必须填写；不得晚于缴费截止。" : "不填则到资格审核截止。不得晚于缴费截止。"}
          errors={fieldErrors(state, "until")}
          defaultValue={typed(state, "until") ?? ""}
        />
        <Danger
          state={state}
          act="重新开放修改"
          busy="正在开放…"
          prefix="reopen-"
          confirm={{ tick: "考生修改并重新提交后，须重新审核" }}
        >
          <p>
            原来的审核决定不再有效，考生须在截止前改好并重新提交，再由审核员审核；逾期未交的，本次报名无效。未付款的订单会先关闭；考生若已付款，则以付款为准，不再开放。考生会收到“审核状态已更新”的短信。
          </p>
        </Danger>
      </form>
    </Act>
  );
}

/** 取消报名: nothing was paid, so one person ends it, and takes it back by reopening. */
export function CancelForm({ id, version, name }: Seen & { name: string }) {
  const [state, action] = useServerAction(cancelRegistrationAction, idle);
  return (
    <Act title="取消报名（未缴费）…" state={state}>
      <form action={action} noValidate className="max-w-xl">
        <FormErrors state={state} ids={idsOf("cancel", "reason", "confirmed")} />
        <Of id={id} version={version} />
        <Reason act="cancel" state={state} hint="考生会看到这些文字，例如：本人书面申请放弃报名。" />
        <Danger
          state={state}
          act={`取消${name}的报名`}
          busy="正在取消…"
          prefix="cancel-"
          confirm={{ tick: "已核实是考生本人提出，或有取消的依据" }}
        >
          <p>
            未付款的订单会先关闭，考生若已付款，则不取消；证件号码不再占用。考生会收到短信。办错了的，可以在缴费截止前重新开放。
          </p>
        </Danger>
      </form>
    </Act>
  );
}

/** 备注: for colleagues. */
export function NoteForm({ id, maxLength }: { id: string; maxLength: number }) {
  const [state, action] = useServerAction(addNoteAction, idle);
  return (
    <form action={action} noValidate className="mt-2">
      <FormErrors state={state} ids={idsOf("note", "text")} />
      <input type="hidden" name="id" value={id} />
      <TextAreaField
        name="text"
        id="note-text"
        label="写一条备注"
        hint="同事可以看到，考生看不到；保存后不能修改或删除。"
        rows={2}
        maxLength={maxLength}
        errors={fieldErrors(state, "text")}
        defaultValue={typed(state, "text") ?? ""}
      />
      <SubmitButton className="button" busy="正在保存…">
        保存备注
      </SubmitButton>
    </form>
  );
}
