import { redirect } from "next/navigation";
import type { z } from "zod";
import type { Result } from "@/lib/core/result";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { withNotice } from "@/lib/http/notice";
import { postedFrom } from "@/lib/http/own-path";
import { byField, formIn, type FormState, typedValues } from "./form-state";
import type { SignedInStaff } from "@/lib/domain/account/queries";
import { keepTyped } from "./kept-typed";
import { requireStaff, toLogin } from "./session";
import { currentVisitor, requireExamSession } from "./step";

type Run<A, S extends z.ZodType, T, E extends string> = (
  actor: A,
  input: z.output<S>,
  now: Date,
) => Promise<Result<T, E>>;

/** A page of ours, and the code of the notice that it shows once. */
export type Place = string | { path: string; notice: string };

/** Where to go on, or null to stay and say "done". */
type Next<T> = Place | null | ((value: T) => Place);

async function handle<A, S extends z.ZodType, T, E extends string>(
  actor: A,
  schema: S,
  run: Run<A, S, T, E>,
  next: Next<T>,
  given: FormData,
): Promise<FormState<E>> {
  const form = formIn(given);
  const values = typedValues(form);
  const input = schema.safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "invalid", fieldErrors: byField(input.error), values };

  const result = await run(actor, input.data, new Date());
  if (!result.ok)
    return { status: "refused", values, error: result.error, ...(result.detail ? { detail: result.detail } : {}) };
  if (next === null) return { status: "done" };
  redirect(addressOf(typeof next === "function" ? next(result.value) : next));
}

const addressOf = (place: Place): string => (typeof place === "string" ? place : withNotice(place.path, place.notice));

/** A candidate in the current exam session. */
type Candidate = { accountId: string; examSessionId: string };

/**
 * Whose login session is over signs in again and finds his text in the form: the page that he posted from shows it
 * (kept-typed.ts).
 */
async function signedInCandidate(given: FormData): Promise<Candidate> {
  const page = await postedFrom();
  const { candidate } = await currentVisitor();
  if (!candidate && page && (await keepTyped(page, typedValues(formIn(given))))) toLogin(page, "signed_out_text_kept");
  const { accountId, examSession } = await requireExamSession(page);
  return { accountId, examSessionId: examSession.id };
}

/** A candidate's server action: who → shape → command → where to go. */
export const candidateAction =
  <S extends z.ZodType, T, E extends string>(schema: S, run: Run<Candidate, S, T, E>, next: Next<T>) =>
  async (_previous: FormState<E>, form: FormData): Promise<FormState<E>> => {
    const state = await handle(await signedInCandidate(form), schema, run, next, form);
    if (state.status === "refused") leaveWhatIsOver(state.error);
    return state;
  };

/**
 * A form that was kept open, in a second tab or by Back, while its step was done elsewhere: there is nothing to mend on
 * it. Its sender is brought to the page that shows how things stand.
 */
export function leaveWhatIsOver(error: string): void {
  if (error === "registration_not_editable") redirect(withNotice("/registration/review", error));
  if (error === "registration_not_in_expected_status") redirect(withNotice("/registration", "status_has_changed"));
}

/** A staff member's server action, for the listed roles (and administrators). */
export const staffAction =
  <S extends z.ZodType, T, E extends string>(
    roles: readonly StaffRole[],
    schema: S,
    run: Run<SignedInStaff, S, T, E>,
    next: Next<T>,
  ) =>
  async (_previous: FormState<E>, form: FormData): Promise<FormState<E>> =>
    handle(await requireStaff(roles, await postedFrom()), schema, run, next, form);
