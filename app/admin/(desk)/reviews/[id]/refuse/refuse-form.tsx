"use client";

import { FormErrors } from "@/app/_components/form-errors";
import { CheckboxField } from "@/app/_components/field";
import { Notice } from "@/app/_components/notice";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { SubmitButton } from "@/app/_components/submit-button";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { idle } from "@/lib/auth/form-state";
import { refuseAction } from "../../actions";
import { ReasonChips } from "../reason-chips";

/** The second step of a refusal: a reason for the candidate, and a checkbox as confirmation. */
export function RefuseForm({
  id,
  version,
  queue,
  reasons,
}: {
  id: string;
  version: number;
  queue: string;
  reasons: readonly string[];
}) {
  const [state, action] = useServerAction(refuseAction, idle);
  return (
    <form action={action} noValidate className="card max-w-2xl">
      <FormErrors state={state} />
      <TypedKeeper name={`refuse ${id}`} basis={String(version)} answer={state} />
      <Notice tone="warn">
        不通过是最终决定：考生不能再修改和提交，也不能缴费。材料有误但可以补正的，请返回选择“退回修改”。
      </Notice>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="queue" value={queue} />
      <TextAreaField
        name="reason"
        label="不通过的原因"
        rows={3}
        maxLength={300}
        hint="考生会看到这段文字。"
        errors={fieldErrors(state, "reason")}
        defaultValue={typed(state, "reason") ?? ""}
      />
      <ReasonChips field="reason" reasons={reasons} />
      <CheckboxField
        name="confirmed"
        label="我已核对报名信息和材料，确认审核不通过。"
        errors={fieldErrors(state, "confirmed")}
        defaultChecked={typed(state, "confirmed") === "on"}
      />
      <SubmitButton busy="正在保存…" className="button button-danger w-full sm:w-auto">
        确认不通过
      </SubmitButton>
    </form>
  );
}
