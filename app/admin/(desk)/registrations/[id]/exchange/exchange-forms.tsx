"use client";

import { type Choice, SelectField, TextField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../../_components/identity-code";
import { decideExchangeAction, openExchangeAction, withdrawExchangeAction } from "./actions";

export function OpenForm({ id, items, latest }: { id: string; items: readonly Choice[]; latest: string }) {
  const [state, action] = useServerAction(openExchangeAction, idle);
  return (
    <form action={action} noValidate className="max-w-xl">
      <FormErrors state={state} names={{ item: "材料", until: "换交截止", reason: "原因" }} />
      <input type="hidden" name="id" value={id} />
      <SelectField
        name="item"
        label="材料"
        placeholder="请选择"
        choices={items}
        errors={fieldErrors(state, "item")}
        defaultValue={typed(state, "item") ?? ""}
      />
      <TextField
        name="until"
        label="换交截止"
        type="datetime-local"
        hint={`不晚于考试开始（${latest}）。请留出核对和重新打印准考证的时间。`}
        errors={fieldErrors(state, "until")}
        defaultValue={typed(state, "until") ?? ""}
      />
      <TextField
        name="reason"
        label="原因"
        hint="考生会看到这些文字，请写明哪里不合格、怎样才合格。"
        maxLength={200}
        autoComplete="off"
        errors={fieldErrors(state, "reason")}
        defaultValue={typed(state, "reason") ?? ""}
      />
      <SubmitButton busy="正在开放…">开放换交</SubmitButton>
    </form>
  );
}

/** One exchange and the version that the page shows. */
type Seen = { id: string; exchangeId: string; version: number };

const Of = ({ id, exchangeId, version }: Seen) => (
  <>
    <input type="hidden" name="id" value={id} />
    <input type="hidden" name="exchangeId" value={exchangeId} />
    <input type="hidden" name="version" value={version} />
  </>
);

export function DecideForm({ own, card, ...seen }: Seen & { own: boolean; card: boolean }) {
  const [state, action] = useServerAction(decideExchangeAction, idle);
  return (
    <form action={action} noValidate className="mt-4 max-w-xl">
      <FormErrors state={state} />
      <Of {...seen} />
      <p className="mb-3">
        通过后，新材料代替原来的同类材料，原材料存档；报名状态、缴费和座位不变。
        {card && "已发布的准考证换新版并短信通知考生，旧版作废。"}
        {own && "这次换交由您开放，核对通过须由另一位考务人员或管理员办理；您可以驳回。"}
      </p>
      <TextField
        name="reason"
        id={`decide-${seen.exchangeId}-reason`}
        label="原因"
        hint="驳回时必须填写，考生会看到；通过可以不填。"
        maxLength={200}
        autoComplete="off"
        errors={fieldErrors(state, "reason")}
        defaultValue={typed(state, "reason") ?? ""}
      />
      <IdentityCode state={state} />
      <div className="flex flex-wrap gap-3">
        {!own && (
          <SubmitButton name="decision" value="accept" busy="正在提交…">
            核对通过，换用新材料
          </SubmitButton>
        )}
        <SubmitButton name="decision" value="refuse" className="button w-full sm:w-auto" busy="正在提交…">
          驳回
        </SubmitButton>
      </div>
    </form>
  );
}

export function WithdrawForm(seen: Seen) {
  const [state, action] = useServerAction(withdrawExchangeAction, idle);
  return (
    <details className="mt-3" open={state.status !== "idle"}>
      <summary className="flex min-h-11 cursor-pointer items-center text-brand underline underline-offset-2">
        撤回这次换交…
      </summary>
      <form action={action} noValidate className="max-w-xl">
        <FormErrors state={state} />
        <Of {...seen} />
        <TextField
          name="reason"
          id={`withdraw-${seen.exchangeId}-reason`}
          label="原因"
          hint="考生会看到这些文字。"
          maxLength={200}
          autoComplete="off"
          errors={fieldErrors(state, "reason")}
          defaultValue={typed(state, "reason") ?? ""}
        />
        <SubmitButton className="button" busy="正在撤回…">
          撤回
        </SubmitButton>
      </form>
    </details>
  );
}
