import type { Tx } from "@/lib/adapter/db/client";
import type { Step } from "@/lib/adapter/db/enums";

/** Which window of which registration, and by whom. */
type Override = { registrationId: string; step: Step; staffId: string };

/** Keeps a window open for one person until `until`, in place of what staff allowed before. */
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

/** Takes back what this member of staff allowed at exactly that moment; what others allowed since then stays. */
export async function removeStepOverride(tx: Tx, { createdAt, ...override }: Override & { createdAt: Date }) {
  await tx.stepOverride.deleteMany({ where: { ...override, createdAt } });
}
