import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import type { Actor } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/adapter/db/client";
import type { Roles } from "../roles";
import type { StaffChangeRefusal } from "../staff-refusals";

/**
 * The actor and the member he changes. `version` is the one the page showed; null on the command line, which shows
 * none.
 */
export type MemberChange = { memberId: string; version: number | null; actor: Actor; now: Date };

/**
 * Returns the ids of all members who can sign in as an administrator, and locks their rows until the transaction ends,
 * in the order of their ids. If two administrators disable each other at the same moment, the second one sees that the
 * first has already succeeded.
 */
async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows = readRows(
    { id: z.uuid() },
    await tx.$queryRaw`
    SELECT id FROM staff WHERE 'ADMINISTRATOR' = ANY (roles) AND disabled_at IS NULL AND password_hash IS NOT NULL
    ORDER BY id FOR NO KEY UPDATE`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Locks the administrators and refuses an actor who is no longer one: a colleague may have disabled him after the page
 * checked his roles. The command line (SYSTEM) may act even when there is no administrator.
 */
export async function demandAdministrator(
  tx: Tx,
  actor: Actor,
): Promise<Result<{ administrators: string[] }, "no_longer_administrator">> {
  const administrators = await lockAdministrators(tx);
  if (actor.kind !== "SYSTEM" && !administrators.includes(actor.id)) return refuse("no_longer_administrator");
  return ok({ administrators });
}

const member = {
  id: true,
  name: true,
  roles: true,
  phoneEncrypted: true,
  phoneIndex: true,
  passwordHash: true,
  disabledAt: true,
  version: true,
} satisfies Prisma.StaffSelect;

export type Member = Prisma.StaffGetPayload<{ select: typeof member }>;

/** Loads the member who is to be changed, and whether another administrator would remain without him. */
export async function memberToChange(
  tx: Tx,
  { memberId, version, actor }: MemberChange,
): Promise<Result<{ before: Member; isLastAdministrator: boolean }, StaffChangeRefusal>> {
  const allowed = await demandAdministrator(tx, actor);
  if (!allowed.ok) return allowed;
  // Locked before it is read, so that the "before" in the audit row is what the change really replaces.
  await tx.$queryRaw`SELECT FROM staff WHERE id = ${memberId}::uuid FOR NO KEY UPDATE`;
  const before = await tx.staff.findUnique({ where: { id: memberId }, select: member });
  if (!before) return refuse("member_not_found");
  if (version !== null && before.version !== version) return refuse("member_changed_meanwhile");
  const { administrators } = allowed.value;
  return ok({ before, isLastAdministrator: administrators.length === 1 && administrators[0] === memberId });
}

/** Revokes every login session of a member. Returns how many there were. */
export async function endLogins(tx: Tx, { memberId, now }: { memberId: string; now: Date }): Promise<number> {
  const { count } = await tx.loginSession.updateMany({
    where: { staffId: memberId, revokedAt: null, expiresAt: { gt: now } },
    data: { revokedAt: now },
  });
  return count;
}

export type MemberEdit = MemberChange & {
  name: string;
  roles: Roles;
  /** null: the phone does not change. */
  phone: string | null;
  /** The reason and the confirmation. Both are required when the roles or the phone change. */
  reason: string;
  confirmed: boolean;
};
