"use server";

import type { FormState } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { revealDocument } from "@/lib/review/commands/reveal-document";
import { revealSchema } from "@/lib/review/schema";

export type RevealState = FormState | { status: "revealed"; number: string };

export async function revealAction(_previous: RevealState, form: FormData): Promise<RevealState> {
  const staff = await requireStaff(["REVIEWER", "EXAM_OFFICER", "AUDITOR"]);
  const { id } = revealSchema.parse(Object.fromEntries(form));
  const shown = await revealDocument({ registrationId: id, staff, now: new Date() });
  return shown.ok ? { status: "revealed", number: shown.value.number } : { status: "refused", error: shown.error, values: {} };
}
