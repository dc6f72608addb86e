import { Prisma, type Tx } from "@/lib/adapter/db/client";
import { claimUntil } from "../claim-time";

// A claim says which reviewer holds a registration, and until when. It is three columns of the registration.

const noClaim = { claimedById: null, claimedAt: null, claimedUntil: null } as const;

/** Extends the claims of the registrations that match. Returns whether any did. */
export async function renewClaim(tx: Tx, where: Prisma.RegistrationWhereInput, now: Date): Promise<boolean> {
  const { count } = await tx.registration.updateMany({ where, data: { claimedUntil: claimUntil(now) } });
  return count > 0;
}

/** Claims the registrations that match for a reviewer. Returns whether any did. */
export async function setClaim(
  tx: Tx,
  where: Prisma.RegistrationWhereInput,
  staffId: string,
  now: Date,
): Promise<boolean> {
  const data = { claimedById: staffId, claimedAt: now, claimedUntil: claimUntil(now) };
  const { count } = await tx.registration.updateMany({ where, data });
  return count > 0;
}

/** The same as SQL: claims the registrations whose ids the WITH query `next` selects, and returns their ids. */
export const setClaimOfNext = (staffId: string, now: Date): Prisma.Sql => Prisma.sql`
  UPDATE registration SET claimed_by_id = ${staffId}::uuid, claimed_at = ${now}::timestamptz,
    claimed_until = ${claimUntil(now)}::timestamptz
  FROM next WHERE registration.id = next.id
  RETURNING registration.id`;

/** Releases the claims of the registrations that match; returns their ids. */
export const clearClaims = (tx: Tx, where: Prisma.RegistrationWhereInput): Promise<{ id: string }[]> =>
  tx.registration.updateManyAndReturn({ where, data: noClaim, select: { id: true } });
