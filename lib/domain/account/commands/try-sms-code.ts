import { timingSafeEqual } from "node:crypto";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { SmsPurpose } from "@/lib/adapter/db/enums";
import { browserIndex, type Device } from "@/lib/adapter/crypto/device";
import { CODES_VALID, isUsable, TRIES } from "../sms-code";

export const hashSmsCode = (purpose: SmsPurpose, phone: string, code: string): string =>
  blindIndex("sms-code", `${purpose}\0${phone}\0${code}`);

const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * Whether a code is one of the last two that this browser requested for this phone. Tries of other browsers do not
 * count: they can neither use up the tries of this code nor guess it. The try is counted before the comparison and
 * outside the caller's transaction, so that neither concurrent guesses nor a rollback allow more than five. Does not
 * mark the code as used.
 */
export async function trySmsCode({
  purpose,
  phone,
  code,
  device,
  now,
}: {
  purpose: SmsPurpose;
  phone: string;
  code: string;
  device: Device | null;
  now: Date;
}) {
  if (!device) return refuse("sms_code_wrong");
  const newest = await db().smsCode.findMany({
    where: { phoneIndex: blindIndex("phone", phone), purpose, browserIndex: browserIndex(device) },
    orderBy: { createdAt: "desc" },
    take: CODES_VALID,
    select: { id: true, expiresAt: true, usedAt: true },
  });
  const tried = await db().smsCode.updateManyAndReturn({
    where: { id: { in: newest.map(({ id }) => id) }, tries: { lt: TRIES }, expiresAt: { gt: now }, usedAt: null },
    data: { tries: { increment: 1 } },
    select: { id: true, codeHash: true },
  });
  const given = hashSmsCode(purpose, phone, code);
  const match = tried.find(({ codeHash }) => equal(codeHash, given));
  if (match) return ok({ smsCodeId: match.id });
  const worn = tried.length === 0 && newest.some((code) => isUsable({ ...code, tries: 0 }, now));
  return refuse(worn ? "sms_code_worn_out" : "sms_code_wrong");
}

/**
 * Whether an unexpired code is one that this browser requested and has already used: the same post again after a lost
 * answer. Each check counts as one of the code's tries.
 */
export async function wasSmsCodeUsed({
  purpose,
  phone,
  code,
  device,
  now,
}: {
  purpose: SmsPurpose;
  phone: string;
  code: string;
  device: Device | null;
  now: Date;
}): Promise<boolean> {
  if (!device) return false;
  const used = await db().smsCode.updateManyAndReturn({
    where: {
      phoneIndex: blindIndex("phone", phone),
      purpose,
      browserIndex: browserIndex(device),
      tries: { lt: TRIES },
      expiresAt: { gt: now },
      usedAt: { not: null },
    },
    data: { tries: { increment: 1 } },
    select: { codeHash: true },
  });
  const given = hashSmsCode(purpose, phone, code);
  return used.some(({ codeHash }) => equal(codeHash, given));
}

/**
 * Makes others who send or use codes of these phones wait until the transaction ends. In one order, so that two who
 * need both phones do not wait for each other.
 */
export async function lockPhones(tx: Tx, phoneIndexes: readonly string[]): Promise<void> {
  for (const phoneIndex of phoneIndexes.toSorted())
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${phoneIndex}, 0))`;
}

/**
 * Marks a code as used, and with it the phone's other codes of the same purpose. Returns false when another request
 * used it first.
 */
export async function useSmsCode(tx: Tx, { smsCodeId, now }: { smsCodeId: string; now: Date }): Promise<boolean> {
  // Two requests with two codes of one phone would each mark its own and wait for the other's.
  const code = await tx.smsCode.findUnique({ where: { id: smsCodeId }, select: { phoneIndex: true } });
  if (!code) return false;
  await lockPhones(tx, [code.phoneIndex]);
  const [used] = await tx.smsCode.updateManyAndReturn({
    where: { id: smsCodeId, usedAt: null },
    data: { usedAt: now },
    select: { phoneIndex: true, purpose: true },
  });
  if (!used) return false;
  await tx.smsCode.updateMany({ where: { ...used, usedAt: null }, data: { usedAt: now } });
  return true;
}
