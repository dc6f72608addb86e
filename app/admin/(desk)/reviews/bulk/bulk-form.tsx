"use client";

import { useState } from "react";
import { FormErrors } from "@/app/_components/form-errors";
import { SelectField, TextField } from "@/app/_components/field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { idle } from "@/lib/auth/form-state";
import { MAX_TICKED } from "@/lib/core/confirmation";
import { Danger } from "../../../_components/danger";
import { ReasonChips } from "../[id]/reason-chips";
import { startBulkAction } from "./actions";

type Choice = { value: string; label: string; reasons: readonly string[] };

/** Confirms the list below: exactly these registrations in exactly these versions. */
export function BulkForm({
  examSessionId,
  action,
  count,
  list,
  items,
}: {
  examSessionId: string;
  action: "APPROVE" | "SEND_BACK";
  count: number;
  list: string;
  items: readonly Choice[];
}) {
  const [state, run] = useServerAction(startBulkAction, idle);
  const [item, setItem] = useState(typed(state, "item") ?? "");
  const sendsBack = action === "SEND_BACK";
  const verb = sendsBack ? "退回" : "通过";
  return (
    <form action={run} noValidate className="card max-w-3xl">
      <FormErrors state={state} />
      <input type="hidden" name="session" value={examSessionId} />
      <input type="hidden" name="action" value={action} />
      <input type="hidden" name="list" value={list} />
      {sendsBack && (
        <>
          <SelectField
            name="item"
            label="需要修改的项目"
            choices={items}
            placeholder="请选择"
            errors={fieldErrors(state, "item")}
            defaultValue={typed(state, "item") ?? ""}
            onChange={(event) => setItem(event.target.value)}
          />
          <TextField
            name="reason"
            label="退回原因"
            hint="考生会看到这段文字。"
            maxLength={300}
            autoComplete="off"
            errors={fieldErrors(state, "reason")}
            defaultValue={typed(state, "reason") ?? ""}
          />
          <ReasonChips field="reason" reasons={items.find(({ value }) => value === item)?.reasons ?? []} />
        </>
      )}
      <Danger
        state={state}
        act={`${verb} ${count} 份报名`}
        busy="正在开始…"
        confirm={
          count > MAX_TICKED
            ? { word: String(count), what: "份数" }
            : { tick: `我已核对下列名单，确认${verb}这 ${count} 份报名。` }
        }
      >
        <p>批量作出的决定逐份告知考生，60秒后不能撤销。</p>
      </Danger>
    </form>
  );
}
