import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { type RegistrationEvent, transitions } from "../status";

export type Advance = {
  registrationId: string;
  event: RegistrationEvent;
  actor: Actor;
  now: Date;
  reason?: string;
  /** Narrows the move further: the owner, the version that the caller saw, who may hold the claim. */
  where?: Prisma.RegistrationWhereInput;
  /** Columns written by the same UPDATE. */
  data?: Omit<Prisma.RegistrationUncheckedUpdateManyInput, "status" | "version">;
};

/**
 * Moves a registration along one transition and records who did it, when and why. One UPDATE checks the status and
 * writes it: of two concurrent callers exactly one succeeds, and the other gets a refusal. The move also releases a
 * reviewer's claim.
 */
export async function advance(tx: Tx, { registrationId, event, actor, now, reason, where, data }: Advance) {
  const { from, to } = transitions[event];
  const current = await tx.registration.findFirst({
    where: { id: registrationId, ...where },
    select: { status: true },
  });
  if (!current || !(from as readonly RegistrationStatus[]).includes(current.status))
    return refuse("registration_not_in_expected_status");

  const [moved] = await tx.registration.updateManyAndReturn({
    where: { id: registrationId, ...where, status: current.status },
    data: { claimedById: null, claimedAt: null, claimedUntil: null, ...data, status: to, version: { increment: 1 } },
    select: { version: true },
  });
  if (!moved) return refuse("registration_not_in_expected_status");

  await tx.registrationEvent.create({
    data: {
      registrationId,
      event,
      fromStatus: current.status,
      toStatus: to,
      version: moved.version,
      actorKind: actor.kind,
      actorId: actor.kind === "SYSTEM" ? null : actor.id,
      reason: reason ?? null,
      at: now,
    },
  });
  await recordAudit(tx, {
    actor,
    action: `registration.${event}`,
    subject: { kind: "registration", id: registrationId },
    now,
  });
  return ok({ status: to, version: moved.version });
}
