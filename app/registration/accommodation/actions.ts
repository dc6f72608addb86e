"use server";

import { z } from "zod";
import { candidateAction } from "@/lib/auth/actions";
import { formIn } from "@/lib/auth/form-state";
import { ACCOMMODATION_FIELD, joinPosted } from "@/lib/domain/registration/accommodation";
import { askAccommodation, withdrawAccommodation } from "@/lib/domain/registration/commands/accommodation";

const MAX_TYPED = 2000;

const ask = candidateAction(
  z.object({ [ACCOMMODATION_FIELD]: z.string().max(MAX_TYPED, "text_too_long") }),
  (own, input, now) => askAccommodation({ ...own, text: input[ACCOMMODATION_FIELD], now }),
  { path: "/registration/accommodation", notice: "accommodation_asked" },
);

type AskState = Awaited<ReturnType<typeof ask>>;

/** The form has several controls of one name: the ticks and the words. */
export async function askAccommodationAction(previous: AskState, given: FormData): Promise<AskState> {
  const form = new FormData();
  const posted = formIn(given);
  for (const [name, value] of posted) form.set(name, value);
  form.set(ACCOMMODATION_FIELD, joinPosted(posted.getAll(ACCOMMODATION_FIELD)));
  return ask(previous, form);
}

export const withdrawAccommodationAction = candidateAction(
  z.object({ confirmed: z.literal("on", "change_unconfirmed") }),
  (own, _input, now) => withdrawAccommodation({ ...own, now }),
  { path: "/registration/accommodation", notice: "accommodation_withdrawn" },
);
