import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Tx } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { CONSENT_VERSION } from "../consent";
import { noPhone, phoneColumns } from "./phone-columns";
import { type OpenedSession, openLoginSession } from "./open-login-session";

/**
 * Creates an account for a phone whose holder has entered an SMS code, and signs the browser in. With `notMine` the
 * number is first released from the account that has it, because the carrier reassigned the number (二次放号). That account
 * and its registrations are kept, and its owner can get a new number by an appeal. Without `notMine` the unique index
 * refuses a second account.
 */
export async function createAccount(
  tx: Tx,
  { phone, passwordHash, notMine, now }: { phone: string; passwordHash: string; notMine: boolean; now: Date },
): Promise<{ accountId: string; session: OpenedSession }> {
  const accountId = await insertAccount(tx, { phone, passwordHash, notMine, by: null, now });
  return { accountId, session: await openLoginSession(tx, { owner: { accountId }, kind: "candidate", now }) };
}

/**
 * The account alone, without a login session. `by`: who of the staff makes it for somebody who stands before him; null:
 * its owner.
 */
export async function insertAccount(
  tx: Tx,
  {
    phone,
    passwordHash,
    notMine,
    by,
    now,
  }: { phone: string; passwordHash: string; notMine: boolean; by: Actor | null; now: Date },
): Promise<string> {
  const phoneIndex = blindIndex("phone", phone);
  const [released] = notMine
    ? await tx.account.updateManyAndReturn({
        where: { phoneIndex },
        data: noPhone,
        select: { id: true },
      })
    : [];
  const id = uuidv7(now);
  await tx.account.create({
    data: {
      id,
      ...phoneColumns(id, phone),
      passwordHash,
      consentVersion: CONSENT_VERSION,
      consentedAt: now,
      createdAt: now,
    },
  });
  const audit = { actor: by ?? ({ kind: "CANDIDATE", id } as const), now };
  await recordAudit(tx, {
    ...audit,
    action: "account.register",
    subject: { kind: "account", id },
    detail: { consentVersion: CONSENT_VERSION },
  });
  if (released) {
    await recordAudit(tx, {
      ...audit,
      action: "account.release_phone",
      subject: { kind: "account", id: released.id },
      detail: { newAccountId: id },
    });
  }
  return id;
}
