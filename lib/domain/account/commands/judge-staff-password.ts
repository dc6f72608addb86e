import { passwordMatches } from "@/lib/adapter/crypto/password";
import { db, type Tx } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { REMEMBERED_PASSWORDS, strictRefusal, type StrictPasswordRefusal } from "../staff-password";
import { isCommonPassword } from "./is-common-password";

export type StaffPasswordRefusal = "password_common" | StrictPasswordRefusal;

/**
 * Why a member of staff may not take this new password; null when he may. `staffId`: null for who has none yet, or has
 * not proven who he is, and must not learn what the passwords of the account were.
 */
export async function staffPasswordRefusal(
  password: string,
  { phone, name, staffId }: { phone: string; name: string | null; staffId: string | null },
): Promise<StaffPasswordRefusal | null> {
  if (await isCommonPassword(password, { phone, ...(name !== null && { name }) })) return "password_common";
  if (env().STAFF_PASSWORD_POLICY !== "strict") return null;
  const weak = strictRefusal(password, { phone, name });
  if (weak) return weak;
  return staffId !== null && (await wasUsed(staffId, password)) ? "staff_password_used_before" : null;
}

/** Whether the password is the present one of the member, or one of his latest former ones. */
async function wasUsed(staffId: string, password: string): Promise<boolean> {
  const member = await db().staff.findUnique({
    where: { id: staffId },
    select: {
      passwordHash: true,
      formerPasswords: { select: { passwordHash: true }, orderBy: { replacedAt: "desc" }, take: REMEMBERED_PASSWORDS },
    },
  });
  const hashes = [member?.passwordHash, ...(member?.formerPasswords ?? []).map((former) => former.passwordHash)];
  const latest = hashes.filter((hash) => hash !== null && hash !== undefined).slice(0, REMEMBERED_PASSWORDS);
  for (const hash of latest) if (await passwordMatches(hash, password)) return true;
  return false;
}

/** Keeps the password that a member gives up, under the strict rules alone, and deletes those that are too old. */
export async function keepFormerPassword(
  tx: Tx,
  { staffId, passwordHash, now }: { staffId: string; passwordHash: string | null; now: Date },
): Promise<void> {
  if (passwordHash === null || env().STAFF_PASSWORD_POLICY !== "strict") return;
  await tx.formerPassword.create({ data: { staffId, passwordHash, replacedAt: now } });
  const forgotten = await tx.formerPassword.findMany({
    where: { staffId },
    orderBy: [{ replacedAt: "desc" }, { id: "desc" }],
    skip: REMEMBERED_PASSWORDS,
    select: { id: true },
  });
  await tx.formerPassword.deleteMany({ where: { id: { in: forgotten.map(({ id }) => id) } } });
}
