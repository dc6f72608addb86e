import { fieldErrors, typed } from "@/app/_lib/form-errors";
import { problemSentence } from "@/app/_lib/messages/exam-session-problems";
import type { FormState } from "@/lib/auth/form-state";
import { type SessionField, sessionLabels } from "./labels";

/** The session as the form shows it: a tick is "on" or "". */
export type SessionValues = Readonly<Record<string, string>>;

/** What the parts of the form draw their fields from. */
export type Fields = ReturnType<typeof fieldsOf>;

/** The fields of a form after its last answer: what was typed comes back, else what was stored. */
export function fieldsOf(state: FormState, initial: SessionValues) {
  const answered = state.status === "invalid" || state.status === "refused";
  const valueOf = (name: string) => (answered ? (typed(state, name) ?? "") : (initial[name] ?? ""));
  const errorsOf = (field: SessionField) => {
    const detail = state.status === "refused" ? state.detail : undefined;
    const named = detail && !detail.confirm ? detail.problems.filter((problem) => problem.field === field) : [];
    const errors = [...(fieldErrors(state, field) ?? []), ...named.map(problemSentence)];
    return errors.length ? { errors } : {};
  };
  return {
    /** The properties of a text field. */
    text: (name: SessionField) => ({
      name,
      label: sessionLabels[name],
      defaultValue: valueOf(name),
      ...errorsOf(name),
    }),
    /** The same for a tick box with a name of its own. */
    tick: (name: SessionField) => ({
      name,
      label: sessionLabels[name],
      defaultChecked: valueOf(name) === "on",
      ...errorsOf(name),
    }),
    /** The text whose preview was asked for without JavaScript. */
    previewed: typed(state, "preview"),
    isTicked: (name: string) => valueOf(name) === "on",
    errorsOf,
  };
}
