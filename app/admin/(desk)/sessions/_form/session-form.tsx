"use client";

import { type ReactNode, useRef } from "react";
import { SubmitButton } from "@/app/_components/submit-button";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { useServerAction } from "@/app/_components/use-server-action";
import { type FormState, idle } from "@/lib/auth/form-state";
import { IdentityCode } from "../../../_components/identity-code";
import { createSessionAction, updateSessionAction } from "../actions";
import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { AdmissionPart } from "./admission-part";
import { ColleaguesChanges } from "./colleagues-changes";
import { ConfirmChange } from "./confirm-change";
import { ExamPart } from "./exam-part";
import { fieldsOf, type SessionValues } from "./fields";
import { MoneyPart } from "./money-part";
import { NumbersPart } from "./numbers-part";
import { PortraitPart } from "./portrait-part";
import { PartList } from "./part-list";
import { ReviewPart } from "./review-part";
import { SaveBar } from "./save-bar";
import { SessionErrors } from "./session-errors";
import { TextsPart } from "./texts-part";
import { useChanges } from "./use-changes";
import { WindowsPart } from "./windows-part";

/** `timeline`: the drawn windows as they were when the page was opened. */
type Props = {
  initial: SessionValues;
  timeline: ReactNode;
  mayMoveLimit: boolean;
};

/** A new exam session, or a copy. `children` is shown before the button. */
export function NewSessionForm({
  id,
  copyOf,
  children,
  ...form
}: Props & { id: string; copyOf: string; children: ReactNode }) {
  const [state, post] = useServerAction(createSessionAction, idle);
  return (
    <SessionForm {...form} state={state} post={post} keeper={{ name: `new-exam-session-${copyOf}`, basis: copyOf }}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="copyOf" value={copyOf} />
      {children}
    </SessionForm>
  );
}

/** An existing exam session. `seen`: the version that the page showed. */
export function EditSessionForm({ id, seen, ...form }: Props & { id: string; seen: string }) {
  // Named, because the form's key changes with every version: without JavaScript the answer would not find the form.
  const [state, post] = useServerAction(updateSessionAction, idle, `/admin/sessions/${id}`);
  return (
    <SessionForm {...form} state={state} post={post} keeper={{ name: `exam-session-${id}`, basis: seen }}>
      <input type="hidden" name="id" value={id} />
      {/* Without JavaScript a refusal draws the page anew, with the newest version; what was typed has an older. */}
      <input type="hidden" name="seen" value={typed(state, "seen") ?? seen} />
    </SessionForm>
  );
}

/** Asks for a code when the refund limit is raised, with everything that was typed below it. */
function LimitIdentity({ state }: { state: FormState }) {
  if (!fieldErrors(state, "identityCode") && typed(state, "identityCode") === undefined) return null;
  return (
    <section className="card mb-5" aria-labelledby="limit-identity">
      <h2 id="limit-identity" className="mb-2">
        提高退款复核限额，须再次验证身份
      </h2>
      <p className="mb-3 text-sm text-muted">
        限额内的退款和减免一个人就能办理。其他修改都还在下面的表单中，输入验证码后一起保存。
      </p>
      <IdentityCode state={state} />
      <SubmitButton busy="正在保存…">验证并保存</SubmitButton>
    </section>
  );
}

type FormProps = Props & {
  state: FormState;
  post: (form: FormData) => void;
  keeper: { name: string; basis: string };
  children: ReactNode;
};

function SessionForm({ state, post, keeper, initial, timeline, mayMoveLimit, children }: FormProps) {
  const fields = fieldsOf(state, initial);
  const form = useRef<HTMLFormElement>(null);
  const changes = useChanges(form, initial, state);
  return (
    <div className="lg:grid lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-6">
      <PartList changes={changes} />
      {/* The bar at the lower edge must not cover the field that has the focus. */}
      <form
        ref={form}
        action={post}
        noValidate
        className="min-w-0 [&_input]:scroll-mb-24 [&_select]:scroll-mb-24 [&_textarea]:scroll-mb-24"
      >
        {/* Enter in a field presses a form's first submit button. It must not be a preview. */}
        <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only">
          保存
        </button>
        <TypedKeeper {...keeper} answer={state} />
        <SessionErrors state={state} />
        <LimitIdentity state={state} />
        <ColleaguesChanges state={state} />
        <ConfirmChange state={state} fields={fields} />
        <ExamPart fields={fields} />
        <WindowsPart fields={fields} />
        {timeline}
        <AdmissionPart fields={fields} initial={initial} />
        <ReviewPart fields={fields} />
        <PortraitPart fields={fields} />
        <MoneyPart fields={fields} mayMoveLimit={mayMoveLimit} />
        <TextsPart fields={fields} />
        <NumbersPart fields={fields} />
        {children}
        <SaveBar changed={changes.total} />
      </form>
    </div>
  );
}
