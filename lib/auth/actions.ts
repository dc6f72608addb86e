import { redirect } from "next/navigation";
import type { z } from "zod";
import type { Result } from "@/lib/core/result";
import type { Roles } from "@/lib/domain/account/roles";
import { withNotice } from "@/lib/http/notice";
import { postedFrom } from "@/lib/http/own-path";
import { byField, formIn, type FormState, typedValues } from "./form-state";
import type { SignedInStaff } from "@/lib/domain/account/queries";
import type { SecondFactorRefusal } from "@/lib/domain/account/second-factor";
import { identityRefusal } from "./identity";
import { storeTyped } from "./kept-typed";
import { requireStaff, toLogin } from "./session";
import { EXAM_SESSION_FIELD, keepChoiceForSignIn, namedExamSessionId } from "./chosen-exam-session";
import { currentVisitor, requireExamSession } from "./step";

type Run<A, S extends z.ZodType, T, E extends string> = (
  actor: A,
  input: z.output<S>,
  now: Date,
) => Promise<Result<T, E>>;

/** The address of one of our pages, and the code of the notice that it shows once. */
export type Place = string | { path: string; notice: string };

/** Where to go next; null stays on the page with "done". */
type Next<T> = Place | null | ((value: T) => Place);

async function handle<A, S extends z.ZodType, T, E extends string>(
  actor: A,
  schema: S,
  run: Run<A, S, T, E>,
  next: Next<T>,
  given: FormData,
  confirm?: (form: FormData, input: z.output<S>) => Promise<SecondFactorRefusal | null>,
): Promise<FormState<E>> {
  const form = formIn(given);
  const { identityCode, ...values } = typedValues(form);
  const input = schema.safeParse(Object.fromEntries(form));
  // A code that was typed comes back as long as it was not compared.
  if (!input.success)
    return {
      status: "invalid",
      fieldErrors: byField(input.error),
      values: identityCode === undefined ? values : { ...values, identityCode },
    };
  const due = await confirm?.(form, input.data);
  if (due) return { status: "invalid", fieldErrors: { identityCode: [due] }, values };

  const result = await run(actor, input.data, new Date());
  if (!result.ok)
    return { status: "refused", values, error: result.error, ...(result.detail ? { detail: result.detail } : {}) };
  if (next === null) return { status: "done" };
  redirect(addressOf(typeof next === "function" ? next(result.value) : next));
}

const addressOf = (place: Place): string => (typeof place === "string" ? place : withNotice(place.path, place.notice));

/** A candidate in the exam session that his form names. */
type Candidate = { accountId: string; examSessionId: string };

/**
 * A candidate whose login session has ended signs in again and finds his text in the form (kept-typed.ts).
 */
async function signedInCandidate(given: FormData): Promise<Candidate> {
  const page = await postedFrom();
  const form = formIn(given);
  const { candidate } = await currentVisitor();
  if (!candidate && page && (await storeTyped(page, typedValues(form)))) {
    const named = namedExamSessionId(form.get(EXAM_SESSION_FIELD));
    if (named) await keepChoiceForSignIn(named);
    toLogin(page, "signed_out_text_kept");
  }
  const { accountId, examSession } = await requireExamSession(page, form);
  return { accountId, examSessionId: examSession.id };
}

/** Wraps a candidate's server action: check the login, parse the form, run the command, go to the next page. */
export const candidateAction =
  <S extends z.ZodType, T, E extends string>(schema: S, run: Run<Candidate, S, T, E>, next: Next<T>) =>
  async (_previous: FormState<E>, form: FormData): Promise<FormState<E>> => {
    const state = await handle(await signedInCandidate(form), schema, run, next, form);
    if (state.status === "refused") redirectFromFinishedStep(state.error);
    return state;
  };

/**
 * The step of this form was done meanwhile, in another tab or before Back was pressed. The candidate cannot correct
 * that on the form, so he is redirected to the page that shows the current state.
 */
export function redirectFromFinishedStep(error: string): void {
  if (error === "registration_not_editable") redirect(withNotice("/registration/review", error));
  if (error === "registration_not_in_expected_status") redirect(withNotice("/registration", "status_has_changed"));
}

/** Wraps a staff member's server action, for the listed roles and administrators. */
export const staffAction =
  <S extends z.ZodType, T, E extends string>(
    roles: Roles,
    schema: S,
    run: Run<SignedInStaff, S, T, E>,
    next: Next<T>,
  ) =>
  async (_previous: FormState<E>, form: FormData): Promise<FormState<E>> =>
    handle(await requireStaff(roles, await postedFrom()), schema, run, next, form);

/** The same for what is grave: refunds, deletion, accounts of others. A code of the second factor must be fresh. */
export const graveStaffAction =
  <S extends z.ZodType, T, E extends string>(
    roles: Roles,
    schema: S,
    run: Run<SignedInStaff, S, T, E>,
    next: Next<T>,
  ) =>
  async (_previous: FormState<E>, form: FormData): Promise<FormState<E>> => {
    const staff = await requireStaff(roles, await postedFrom());
    return handle(staff, schema, run, next, form, (given) => identityRefusal(staff, given, new Date()));
  };

/** The same where a post is grave only because of what it says: `isGrave` decides before anything is done. */
export const staffActionGraveIf =
  <S extends z.ZodType, T, E extends string>(
    roles: Roles,
    schema: S,
    isGrave: (staff: SignedInStaff, input: z.output<S>) => Promise<boolean>,
    run: Run<SignedInStaff, S, T, E>,
    next: Next<T>,
  ) =>
  async (_previous: FormState<E>, form: FormData): Promise<FormState<E>> => {
    const staff = await requireStaff(roles, await postedFrom());
    return handle(staff, schema, run, next, form, async (given, input) =>
      (await isGrave(staff, input)) ? identityRefusal(staff, given, new Date()) : null,
    );
  };
