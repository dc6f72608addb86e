"use server";

import { redirect } from "next/navigation";
import { admitCardRefusals } from "@/app/_lib/messages/admit-card";
import { formIn } from "@/lib/auth/form-state";
import { requireStep } from "@/lib/auth/step";
import { createCardLink } from "@/lib/domain/admit-card/commands/create-card-link";
import { env } from "@/lib/env";
import type { LinkState } from "./link-state";

/** Makes a link that opens the candidate's card in another browser, once. */
export async function cardLinkAction(_previous: LinkState, given: FormData): Promise<LinkState> {
  const { accountId, registration } = await requireStep("admit-card", formIn(given));
  const made = await createCardLink({ registrationId: registration.id, accountId, now: new Date() });
  if (made.ok) return { status: "made", address: new URL(`/card-link/${made.value.token}`, env().APP_URL).href };
  if (made.error === "too_many_card_links") return { status: "refused", sentence: admitCardRefusals[made.error] };
  // The window closed, or the card was withdrawn, a moment ago.
  redirect("/registration");
}
