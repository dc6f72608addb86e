import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { answeringKey, madeKey, newKeyOptions, signedCounter, signOptions } from "@/lib/adapter/crypto/passkey";
import { db, type Tx } from "@/lib/adapter/db/client";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { answersInTime, CHALLENGE_MS, MAX_PASSKEYS, type PasskeyRefusal } from "../passkey";
import { CONFIRMED_MS } from "../second-factor";

type Asking = { loginSessionId: string; now: Date };

const key = { credentialId: true, publicKey: true, counter: true, transports: true } as const;

/** A live login session of an enabled member who has a second factor. */
const live = (loginSessionId: string, now: Date) => ({
  id: loginSessionId,
  revokedAt: null,
  expiresAt: { gt: now },
  staff: { disabledAt: null, totpSince: { not: null } },
});

const memberBehind = async ({ loginSessionId, now }: Asking) =>
  (
    await db().loginSession.findFirst({
      where: live(loginSessionId, now),
      select: { staff: { select: { id: true, name: true, passkeys: { select: key, orderBy: { id: "asc" } } } } },
    })
  )?.staff ?? null;

/**
 * What a challenge is for stands in front of it: signing is asked without a fresh code, so the answer to it must never
 * count as a new key.
 */
type Purpose = "make" | "sign";
const marked = (purpose: Purpose, challenge: string) => `${purpose}:${challenge}`;

const keepChallenge = ({ loginSessionId, now }: Asking, purpose: Purpose, challenge: string) =>
  db().loginSession.updateMany({
    where: live(loginSessionId, now),
    data: { passkeyChallenge: marked(purpose, challenge), passkeyAskedAt: now },
  });

/**
 * The challenge of this login session for one purpose, which is used up by asking; null when there is none, or it is
 * too old.
 */
async function takeChallenge({ loginSessionId, now }: Asking, purpose: Purpose): Promise<string | null> {
  const session = await db().loginSession.findFirst({
    where: live(loginSessionId, now),
    select: { passkeyChallenge: true, passkeyAskedAt: true },
  });
  if (!session?.passkeyChallenge?.startsWith(marked(purpose, ""))) return null;
  const { passkeyChallenge, passkeyAskedAt } = session;
  const { count } = await db().loginSession.updateMany({
    where: { id: loginSessionId, passkeyChallenge },
    data: { passkeyChallenge: null, passkeyAskedAt: null },
  });
  return count === 1 && answersInTime(passkeyAskedAt, now) ? passkeyChallenge.slice(marked(purpose, "").length) : null;
}

/**
 * What the browser of this login session is asked to make a passkey with. Whoever has no authenticator app has none.
 */
export async function beginPasskey(asking: Asking): Promise<Result<string, PasskeyRefusal>> {
  const member = await memberBehind(asking);
  if (!member) return refuse("passkey_needs_factor");
  if (member.passkeys.length >= MAX_PASSKEYS) return refuse("passkeys_too_many");
  const options = await newKeyOptions({ userId: member.id, userName: member.name, present: member.passkeys });
  await keepChallenge(asking, "make", options.challenge);
  return ok(JSON.stringify(options));
}

/** Keeps the passkey that the browser has made. `name`: the device in words. */
export async function addPasskey({
  answer,
  name,
  ...asking
}: Asking & { answer: string; name: string }): Promise<Result<null, PasskeyRefusal>> {
  const { loginSessionId, now } = asking;
  const member = await memberBehind(asking);
  if (!member) return refuse("passkey_needs_factor");
  const challenge = await takeChallenge(asking, "make");
  if (!challenge) return refuse("passkey_over");
  const made = await madeKey(answer, challenge);
  if (!made) return refuse("passkey_not_right");
  const { credentialId, publicKey, counter, transports } = made;
  try {
    return await transact<null, PasskeyRefusal>(async (tx) => {
      // Locks the member: an administrator who resets his factor at this moment waits, or is waited for.
      await tx.$queryRaw`SELECT FROM staff WHERE id = ${member.id}::uuid FOR NO KEY UPDATE`;
      const begun = new Date(now.getTime() - CONFIRMED_MS - CHALLENGE_MS);
      const still = await tx.loginSession.count({
        where: { ...live(loginSessionId, now), staffId: member.id, secondFactorAt: { gt: begun } },
      });
      if (still === 0) return refuse("passkey_over");
      if ((await tx.passkey.count({ where: { staffId: member.id } })) >= MAX_PASSKEYS)
        return refuse("passkeys_too_many");
      const { id } = await tx.passkey.create({
        data: {
          staffId: member.id,
          credentialId,
          publicKey: new Uint8Array(publicKey),
          counter,
          transports: [...transports],
          name,
          createdAt: now,
        },
        select: { id: true },
      });
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: member.id },
        action: "staff.add_passkey",
        subject: { kind: "staff", id: member.id },
        detail: { passkey: id, name },
        now,
      });
      return ok(null);
    });
  } catch (error) {
    if (violatedIndex(error)?.includes("credential_id")) return refuse("passkey_is_known");
    throw error;
  }
}

/** A member removes one of his passkeys. */
export const removePasskey = ({
  staffId,
  passkeyId,
  now,
}: {
  staffId: string;
  passkeyId: string;
  now: Date;
}): Promise<Result<null, PasskeyRefusal>> =>
  transact(async (tx) => {
    const { count } = await tx.passkey.deleteMany({ where: { id: passkeyId, staffId } });
    if (count === 0) return refuse("passkey_unknown");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "staff.remove_passkey",
      subject: { kind: "staff", id: staffId },
      detail: { passkey: passkeyId },
      now,
    });
    return ok(null);
  });

/** What the browser of this login session is asked to sign with a passkey of its member. */
export async function askForPasskey(asking: Asking): Promise<Result<string, PasskeyRefusal>> {
  const member = await memberBehind(asking);
  if (!member || member.passkeys.length === 0) return refuse("passkey_unknown");
  const options = await signOptions(member.passkeys);
  await keepChallenge(asking, "sign", options.challenge);
  return ok(JSON.stringify(options));
}

/**
 * A passkey of the member stands in for the code of his second factor: it opens the login session that the password
 * began, or confirms anew who is there. A signature counts once, and of two with one counter one wins.
 */
export async function givePasskey({
  answer,
  ...asking
}: Asking & { answer: string }): Promise<Result<{ staffId: string }, PasskeyRefusal>> {
  const { loginSessionId, now } = asking;
  const credentialId = answeringKey(answer);
  const member = await memberBehind(asking);
  const used = member?.passkeys.find((one) => one.credentialId === credentialId);
  const challenge = await takeChallenge(asking, "sign");
  if (!challenge) return refuse("passkey_over");
  if (!member || !used) return refuse("passkey_unknown");
  const counter = await signedCounter(answer, challenge, used);
  if (counter === null) return refuse("passkey_not_right");
  return transact(async (tx: Tx) => {
    const { count: signed } = await tx.passkey.updateMany({
      where: { staffId: member.id, credentialId: used.credentialId, counter: used.counter },
      data: { counter, lastUsedAt: now },
    });
    if (signed === 0) return refuse("passkey_not_right");
    const { count } = await tx.loginSession.updateMany({
      where: { ...live(loginSessionId, now), staffId: member.id },
      data: { secondFactorAt: now },
    });
    if (count === 0) return refuse("passkey_over");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: member.id },
      action: "staff.second_factor",
      subject: { kind: "staff", id: member.id },
      detail: { by: "passkey" },
      now,
    });
    return ok({ staffId: member.id });
  });
}
