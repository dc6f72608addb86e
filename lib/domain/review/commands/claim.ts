import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { insertAuditRows, recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, Prisma, type Tx } from "@/lib/adapter/db/client";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import type { Roles } from "@/lib/domain/account/roles";
import { transact } from "@/lib/adapter/db/transact";
import { claimHolds, claimUntil, latestClaimEnd, unclaimed } from "@/lib/domain/registration/claim-time";
import { clearClaims, renewClaim, setClaim, setClaimOfNext } from "@/lib/domain/registration/commands/claims";
import { queueWhere, type QueueQuestion } from "../queries/queue";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { decidesOn, reviewDeciders } from "../stages";

/** The condition that no other reviewer has claimed the registration. */
export const freeFor = (staffId: string, now: Date) =>
  ({ OR: [...unclaimed(now), { claimedById: staffId }] }) satisfies Prisma.RegistrationWhereInput;

export type Claim = { registrationId: string; staff: { id: string; roles: Roles }; now: Date };

export type ClaimRefusal = "claimed_by_colleague" | "registration_not_in_expected_status";

/**
 * Claims a waiting registration, or extends the claim by another ten minutes. The first request of a claim is recorded.
 */
export async function claim({ registrationId, staff, now }: Claim): Promise<Result<{ until: Date }, ClaimRefusal>> {
  const until = claimUntil(now);
  const waiting = {
    id: registrationId,
    status: { in: Object.values(RegistrationStatus).filter((status) => decidesOn(staff.roles, status)) },
    AND: [scopeWhere(await scopeOf(staff, reviewDeciders))],
  } satisfies Prisma.RegistrationWhereInput;
  return transact<{ until: Date }, ClaimRefusal>(async (tx) => {
    const own = { ...waiting, claimedById: staff.id, claimedUntil: claimHolds(now) };
    if (await renewClaim(tx, own, now)) return ok({ until });
    const claimed = await setClaim(tx, { ...waiting, ...freeFor(staff.id, now) }, staff.id, now);
    if (!claimed) return refuse(await whyNot(tx, waiting));
    await recordOpened(tx, registrationId, staff.id, now);
    return ok({ until });
  });
}

const whyNot = async (tx: Tx, waiting: Prisma.RegistrationWhereInput): Promise<ClaimRefusal> =>
  (await tx.registration.findFirst({ where: waiting, select: { id: true } }))
    ? "claimed_by_colleague"
    : "registration_not_in_expected_status";

const recordOpened = (tx: Tx, registrationId: string, staffId: string, now: Date) =>
  recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action: "registration.open",
    subject: { kind: "registration", id: registrationId },
    now,
  });

const claimedColumns = { id: z.uuid() };

/**
 * Claims the registration that has waited longest in a queue and that no reviewer has claimed; null when there is none.
 * It is one statement that skips rows which another reviewer is claiming: of twenty reviewers who press at once each
 * gets a different registration.
 */
export async function claimNext({
  exceptId,
  ...question
}: QueueQuestion & { exceptId?: string | undefined }): Promise<string | null> {
  const { staffId, now } = question;
  const [claimed] = readRows(
    claimedColumns,
    await db().$queryRaw`
    WITH next AS (
      SELECT r.id FROM registration r
      WHERE ${queueWhere(question)} AND r.id IS DISTINCT FROM ${exceptId ?? null}::uuid
        AND (r.claimed_until IS NULL OR r.claimed_until <= ${now}::timestamptz OR r.claimed_until > ${latestClaimEnd(now)}::timestamptz
          OR r.claimed_by_id = ${staffId}::uuid)
      ORDER BY r.submitted_at, r.id
      LIMIT 1
      FOR UPDATE OF r SKIP LOCKED
    ), claimed AS (
      ${setClaimOfNext(staffId, now)}
    ), opened AS (
      ${insertAuditRows(Prisma.sql`
        SELECT ${now}::timestamptz, 'STAFF', ${staffId}::uuid, 'registration.open', 'registration', id, NULL FROM claimed`)}
    )
    SELECT id FROM claimed`,
  );
  return claimed?.id ?? null;
}

/** Releases a registration that this member of staff has claimed. */
export async function release({ registrationId, staffId }: { registrationId: string; staffId: string }): Promise<void> {
  await clearClaims(db(), { id: registrationId, claimedById: staffId });
}

/** An administrator releases a colleague's claim. */
export const releaseForOthers = ({
  registrationId,
  staffId,
  now,
}: {
  registrationId: string;
  staffId: string;
  now: Date;
}) =>
  transact<null, "claim_is_over">(async (tx) => {
    const [released] = await clearClaims(tx, { id: registrationId, claimedUntil: claimHolds(now) });
    if (!released) return refuse("claim_is_over");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "registration.release_claim",
      subject: { kind: "registration", id: registrationId },
      now,
    });
    return ok(null);
  });
