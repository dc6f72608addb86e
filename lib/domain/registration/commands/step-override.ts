import type { Tx } from "@/lib/adapter/db/client";
import type { Step } from "@/lib/adapter/db/enums";

/** The window, the registration, and the member of staff who extends it. */
type Override = { registrationId: string; step: Step; staffId: string };

/** Keeps a window open for one candidate until `until`. Replaces an earlier override. */
export async function setStepOverride(
  tx: Tx,
  { registrationId, step, now, ...granted }: Override & { until: Date; reason: string; now: Date },
): Promise<void> {
  const data = { ...granted, createdAt: now };
  await tx.stepOverride.upsert({
    where: { registrationId_step: { registrationId, step } },
    update: data,
    create: { registrationId, step, ...data },
  });
}

/**
 * Removes the override that this member of staff made at exactly that moment. An override that a colleague made later
 * stays.
 */
export async function removeStepOverride(tx: Tx, { createdAt, ...override }: Override & { createdAt: Date }) {
  await tx.stepOverride.deleteMany({ where: { ...override, createdAt } });
}
