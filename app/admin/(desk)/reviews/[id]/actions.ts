"use server";

import { byField, formIn, type FormState } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { revealDocument } from "@/lib/domain/review/commands/reveal-document";
import { revealSchema } from "@/lib/domain/review/schema";

export type RevealState = FormState | { status: "revealed"; number: string };

export async function revealAction(_previous: RevealState, given: FormData): Promise<RevealState> {
  const form = formIn(given);
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"]);
  const input = revealSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "invalid", fieldErrors: byField(input.error), values: {} };
  const shown = await revealDocument({ registrationId: input.data.id, staff, now: new Date() });
  return shown.ok
    ? { status: "revealed", number: shown.value.number }
    : { status: "refused", error: shown.error, values: {} };
}
