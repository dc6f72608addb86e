"use client";

import type { ReactNode } from "react";
import { SubmitButton } from "@/app/_components/submit-button";
import { TypedKeeper } from "@/app/_components/typed-keeper";
import { useServerAction } from "@/app/_components/use-server-action";
import { type FormState, idle } from "@/lib/auth/form-state";
import { createSessionAction, updateSessionAction } from "../actions";
import { AdmissionPart } from "./admission-part";
import { ConfirmChange } from "./confirm-change";
import { ExamPart } from "./exam-part";
import { fieldsOf, type SessionValues } from "./fields";
import { MoneyPart } from "./money-part";
import { NumbersPart } from "./numbers-part";
import { PortraitPart } from "./portrait-part";
import { ReviewPart } from "./review-part";
import { SessionErrors } from "./session-errors";
import { TextsPart } from "./texts-part";
import { WindowsPart } from "./windows-part";

type Props = {
  initial: SessionValues;
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
  const [state, post] = useServerAction(updateSessionAction, idle);
  return (
    <SessionForm {...form} state={state} post={post} keeper={{ name: `exam-session-${id}`, basis: seen }}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="seen" value={seen} />
    </SessionForm>
  );
}

type FormProps = Props & {
  state: FormState;
  post: (form: FormData) => void;
  keeper: { name: string; basis: string };
  children: ReactNode;
};

function SessionForm({ state, post, keeper, initial, mayMoveLimit, children }: FormProps) {
  const fields = fieldsOf(state, initial);
  return (
    <form action={post} noValidate>
      <TypedKeeper {...keeper} answer={state} />
      <SessionErrors state={state} />
      <ConfirmChange state={state} fields={fields} />
      <ExamPart fields={fields} />
      <WindowsPart fields={fields} />
      <AdmissionPart fields={fields} />
      <ReviewPart fields={fields} />
      <PortraitPart fields={fields} />
      <MoneyPart fields={fields} mayMoveLimit={mayMoveLimit} />
      <TextsPart fields={fields} />
      <NumbersPart fields={fields} />
      {children}
      <SubmitButton busy="正在保存…">保存</SubmitButton>
    </form>
  );
}
