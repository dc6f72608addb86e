"use server";

import { staffAction } from "@/lib/auth/actions";
import type { FormState } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { ok, type Result } from "@/lib/core/result";
import { approve, type Decided, refuseRegistration, revealDocument, sendBack, writeName } from "@/lib/review/commands";
import { nextToReview } from "@/lib/review/queries";
import { approveSchema, refuseSchema, revealSchema, sendBackSchema, writeNameSchema } from "@/lib/review/schema";

const roles = ["REVIEWER", "EXAM_OFFICER"] as const;

/** After a decision the next registration that waits comes up by itself. */
async function withNext<E extends string>(id: string, decided: Result<Decided, E>): Promise<Result<string | null, E>> {
  if (!decided.ok) return decided;
  const { examSessionId, submittedAt } = decided.value;
  return ok(await nextToReview(examSessionId, submittedAt ? { submittedAt, id } : null));
}

const goTo = (notice: string) => (next: string | null) => `/admin/reviews${next ? `/${next}` : ""}?notice=${notice}`;

export const approveAction = staffAction(
  roles,
  approveSchema,
  async (staff, { id, version, reason }, now) => withNext(id, await approve({ registrationId: id, version, staff, reason, now })),
  goTo("review_approved"),
);

export const sendBackAction = staffAction(
  roles,
  sendBackSchema,
  async (staff, { id, ...input }, now) => withNext(id, await sendBack({ registrationId: id, staff, now, ...input })),
  goTo("review_sent_back"),
);

export const refuseAction = staffAction(
  roles,
  refuseSchema,
  async (staff, { id, version, reason }, now) =>
    withNext(id, await refuseRegistration({ registrationId: id, version, staff, reason, now })),
  goTo("review_refused"),
);

export const writeNameAction = staffAction(
  roles,
  writeNameSchema,
  async (staff, { id, version, name }, now) => {
    const written = await writeName({ registrationId: id, version, staffId: staff.id, typed: name, now });
    return written.ok ? ok(id) : written;
  },
  (id) => `/admin/reviews/${id}?notice=name_written`,
);

export type RevealState = FormState | { status: "revealed"; number: string };

export async function revealAction(_previous: RevealState, form: FormData): Promise<RevealState> {
  const staff = await requireStaff([...roles, "AUDITOR"]);
  const { id } = revealSchema.parse(Object.fromEntries(form));
  const shown = await revealDocument({ registrationId: id, staffId: staff.id, now: new Date() });
  return shown.ok ? { status: "revealed", number: shown.value.number } : { status: "refused", error: shown.error, values: {} };
}
