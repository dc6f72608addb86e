"use client";

import { CheckboxField, RadioField } from "@/app/_components/field";
import { FormErrors } from "@/app/_components/form-errors";
import { SubmitButton } from "@/app/_components/submit-button";
import { TextAreaField } from "@/app/_components/text-area-field";
import { useServerAction } from "@/app/_components/use-server-action";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { kindLabels, outcomeLabels } from "@/app/_lib/labels/accommodation";
import { idle } from "@/lib/auth/form-state";
import {
  type AccommodationKind,
  accommodationKinds,
  accommodationOutcomes,
} from "@/lib/domain/registration/accommodation";
import { decideAccommodationAction, undoAccommodationAction } from "../actions";

/**
 * `asked`: what the candidate asked for, ticked at first. `decided`: there is a decision, and changing it needs a
 * reason.
 */
export function DecideForm({
  id,
  version,
  asked,
  decided,
}: {
  id: string;
  version: number;
  asked: readonly AccommodationKind[];
  decided: boolean;
}) {
  const [state, action] = useServerAction(decideAccommodationAction, idle);
  const again = state.status !== "idle";
  const ticked = (kind: AccommodationKind) => (again ? typed(state, `kind-${kind}`) === "on" : asked.includes(kind));
  return (
    <form action={action} noValidate className="mt-2">
      <FormErrors state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <RadioField
        name="outcome"
        label={decided ? "变更为" : "决定"}
        errors={fieldErrors(state, "outcome")}
        choices={accommodationOutcomes.map((value) => ({ value, label: outcomeLabels[value] }))}
        defaultValue={typed(state, "outcome") ?? ""}
      />
      <fieldset className="mb-3">
        <legend className="font-semibold">给予的便利（选择“同意”时）</legend>
        <div className="[&>div]:mb-0">
          {accommodationKinds.map((kind) => (
            <CheckboxField
              key={kind}
              name={`kind-${kind}`}
              label={kind === "OTHER" ? "其他（请在理由中写明）" : kindLabels[kind]}
              defaultChecked={ticked(kind)}
            />
          ))}
        </div>
      </fieldset>
      <TextAreaField
        name="reason"
        label="理由或说明"
        hint={`考生会看到。${decided ? "变更决定必须填写。" : "不同意、要求补充证明的必须填写：写明缺什么，或为什么。"}`}
        rows={3}
        maxLength={300}
        errors={fieldErrors(state, "reason")}
        defaultValue={typed(state, "reason") ?? ""}
      />
      <SubmitButton busy="正在保存…">保存决定</SubmitButton>
    </form>
  );
}

/** Takes back one's own decision while its message has not been sent. */
export function UndoForm({ decisionId }: { decisionId: string }) {
  const [state, action] = useServerAction(undoAccommodationAction, idle);
  return (
    <form
      action={action}
      className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border-l-4 border-good bg-good-soft px-4 py-2"
    >
      <FormErrors state={state} />
      <input type="hidden" name="decisionId" value={decisionId} />
      <span>决定后60秒内可以撤销，短信在此之后才发出。</span>
      <SubmitButton busy="正在撤销…" className="button button-small">
        撤销这个决定
      </SubmitButton>
    </form>
  );
}
