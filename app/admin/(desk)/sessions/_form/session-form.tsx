"use client";

import { type ReactNode, useRef } from "react";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { useServerAction } from "@/app/_components/use-server-action";
import { type FormState, idle } from "@/lib/auth/form-state";
import { createSessionAction, updateSessionAction } from "../actions";
import { typed } from "@/app/_lib/form-errors";
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
