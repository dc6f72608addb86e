"use client";

import { startTransition, useActionState, useCallback } from "react";
import { unstable_isUnrecognizedActionError as isUnknownAction } from "next/navigation";
import { keepForReload } from "./kept-forms";
import { clearTransitProblem, reportTransitProblem } from "./transit-problem";

/** A post of a form, from its submit event to its answer. */
type Sent = { form: HTMLFormElement; submitter: HTMLElement | null };

/** The form whose submit event is being handled: React calls the action during that event. */
let underWay: Sent | null = null;
if (typeof window !== "undefined") {
  window.addEventListener(
    "submit",
    (event) => {
      underWay = event.target instanceof HTMLFormElement ? { form: event.target, submitter: event.submitter } : null;
      setTimeout(() => (underWay = null));
    },
    { capture: true },
  );
}

/** Errors that the framework throws on purpose: a redirect or a missing page. Its own boundaries handle them. */
const isSteering = (error: unknown): boolean =>
  error instanceof Error && "digest" in error && /^NEXT_(?:REDIRECT|HTTP_ERROR_FALLBACK);/.test(String(error.digest));

/**
 * useActionState for every server action of this system. A post can fail on its way (no network, a proxy's error page,
 * a stopped server) or inside the server. Then the state does not change, the form keeps its values, and a bar reports
 * the failure and offers a retry. When the server no longer knows the action, because it was updated after the page was
 * opened, the page is reloaded with the typed values. Without JavaScript the browser posts the form itself, so the
 * server rendering gets the original action; `page` is where it is answered then, when not on the present page.
 */
export function useServerAction<S>(
  action: (previous: Awaited<S>, form: FormData) => S | Promise<S>,
  initial: Awaited<S>,
  page?: string,
): [state: Awaited<S>, post: (form: FormData) => void, pending: boolean] {
  const inBrowser = typeof window !== "undefined";
  const [state, dispatch, pending] = useActionState<S, FormData>(inBrowser ? guarded(action) : action, initial, page);
  const post = useCallback(
    (form: FormData) => {
      clearTransitProblem();
      if (underWay) senders.set(form, underWay);
      else retries.set(form, () => startTransition(() => dispatch(form)));
      dispatch(form);
    },
    [dispatch],
  );
  return [state, inBrowser ? post : dispatch, pending];
}

const senders = new WeakMap<FormData, Sent>();
/** How to repeat a post that had no submit event. */
const retries = new WeakMap<FormData, () => void>();

const guarded =
  <S>(action: (previous: Awaited<S>, form: FormData) => S | Promise<S>) =>
  async (previous: Awaited<S>, form: FormData): Promise<Awaited<S>> => {
    try {
      return await action(previous, form);
    } catch (error) {
      if (isSteering(error)) throw error;
      const sent = senders.get(form);
      if (isUnknownAction(error)) {
        keepForReload();
        window.location.reload();
        // The page is being left, so nothing else may happen on it.
        return await new Promise<never>(() => undefined);
      }
      if (sent) keepThroughReset(sent.form);
      reportTransitProblem({
        reference: referenceOf(error),
        retry: sent ? () => submitAgain(sent) : retries.get(form),
      });
      return previous;
    }
  };

/** React resets a form when its action has finished. The reset event can be cancelled. */
function keepThroughReset(form: HTMLFormElement): void {
  const refuse = (event: Event) => event.preventDefault();
  form.addEventListener("reset", refuse, { once: true });
  // The reset event comes while this answer is rendered. A later one belongs to another answer.
  form.addEventListener("submit", () => form.removeEventListener("reset", refuse), { once: true });
}

/**
 * Submits the form with its present values. Safari before 16 has no requestSubmit; a click on the button does the same.
 */
function submitAgain({ form, submitter }: Sent): void {
  if (submitter?.isConnected) submitter.click();
  else form.requestSubmit();
}

/** The reference number under which the server logged its own error; none when the server was not reached. */
const referenceOf = (error: unknown): string | undefined =>
  error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
