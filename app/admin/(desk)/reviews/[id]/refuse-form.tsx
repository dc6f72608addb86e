"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { CheckboxField } from "@/app/_components/field";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { SubmitButton } from "@/app/_components/submit-button";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { DANGER_BUTTON } from "../../../_components/danger";
import { refuseAction } from "../actions";
import { type Looked, Seen } from "./decision-bar";
import { ReasonChips } from "./reason-chips";

/** The id of the field: late decisions have another field of the name "reason" on the same page. */
const REASON = "refusal-reason";
const ids = { reason: REASON };

/** 不通过: a reason for the candidate, and a checkbox as confirmation. */
export function RefuseForm({ reasons, ...looked }: Looked & { reasons: readonly string[] }) {
  const [state, action] = useServerAction(refuseAction, idle);
  return (
    <form action={action} noValidate>
      <FormErrors state={state} ids={ids} />
      <TypedKeeper name={`refuse ${looked.id}`} basis={String(looked.version)} answer={state} />
      <Seen {...looked} />
      <p className="mb-3 rounded-md border-l-4 border-bad bg-bad-soft px-3 py-2 text-sm">
        最终决定：考生不能再修改、提交或缴费。材料可以补正的，请改用“退回修改”。
      </p>
      <TextAreaField
        id={REASON}
        name="reason"
        label="不通过的原因"
        rows={3}
        maxLength={300}
        hint="考生会看到这段文字。"
        errors={fieldErrors(state, "reason")}
        defaultValue={typed(state, "reason") ?? ""}
      />
      <ReasonChips field={REASON} reasons={reasons} />
      <div className="sticky -bottom-3 -mx-3 -mb-3 border-t border-line bg-white p-3 [&_label]:text-sm">
        <CheckboxField
          name="confirmed"
          label="我已核对报名信息和材料，确认审核不通过。"
          errors={fieldErrors(state, "confirmed")}
          defaultChecked={typed(state, "confirmed") === "on"}
        />
        <SubmitButton busy="正在保存…" className={DANGER_BUTTON} aria-keyshortcuts="Control+Enter">
          确认不通过
        </SubmitButton>
      </div>
    </form>
  );
}
