"use client";

import { startTransition, useActionState, useCallback } from "react";
import { unstable_isUnrecognizedActionError as isUnknownAction } from "next/navigation";
import { keepForReload } from "./kept-forms";
import { clearTransitProblem, reportTransitProblem } from "./transit-problem";

/** A post of a form, from its submit event to its answer. */
type Sent = { form: HTMLFormElement; submitter: HTMLElement | null };

/** The form whose submit event is under way: React calls the action during that event. */
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

/** What the framework throws on purpose: a redirect, or a page that is not there. Their own boundaries act on it. */
const isSteering = (error: unknown): boolean =>
  error instanceof Error && "digest" in error && /^NEXT_(?:REDIRECT|HTTP_ERROR_FALLBACK);/.test(String(error.digest));

/**
 * useActionState for every server action of this system. When a post fails on its way (no network, a proxy's error
 * page, a server that stops) or the server fails over it, the state stays as it was, the form keeps what was typed, and
 * a bar says so and offers a retry. When the server no longer knows the action, because it was updated since the page
 * was opened, the page is loaded anew with what was typed. Without JavaScript the form posts by itself: the server's
 * half of React therefore gets the bare action.
 */
export function useServerAction<S>(
  action: (previous: Awaited<S>, form: FormData) => S | Promise<S>,
  initial: Awaited<S>,
): [state: Awaited<S>, post: (form: FormData) => void, pending: boolean] {
  const inBrowser = typeof window !== "undefined";
  const [state, dispatch, pending] = useActionState<S, FormData>(inBrowser ? guarded(action) : action, initial);
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
/** How a post that no submit event began is sent again. */
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
        // The page is leaving: nothing else is to happen on it.
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

/** React empties a form when its action has come back; the event that says so can be refused. */
function keepThroughReset(form: HTMLFormElement): void {
  const refuse = (event: Event) => event.preventDefault();
  form.addEventListener("reset", refuse, { once: true });
  // The reset comes with the drawing of this answer; a later one is another's.
  form.addEventListener("submit", () => form.removeEventListener("reset", refuse), { once: true });
}

/** Sends the form as it stands now. Safari has had requestSubmit since 16 only; a press of the button does the same. */
function submitAgain({ form, submitter }: Sent): void {
  if (submitter?.isConnected) submitter.click();
  else form.requestSubmit();
}

/** The number under which the server wrote down its own failure; none where the server was not reached. */
const referenceOf = (error: unknown): string | undefined =>
  error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
