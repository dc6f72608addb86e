import { randomInt } from "node:crypto";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/crypto/sealed";
import { db, type Tx } from "@/lib/db/client";
import type { SmsPurpose } from "@/lib/db/enums";
import { transact } from "@/lib/db/transact";
import { logger } from "@/lib/log/logger";
import { take } from "@/lib/rate-limit/limiter";
import { sendSms } from "@/lib/sms/send";
import { smsFree, smsInAll, smsSlow } from "../limits";
import { CODE_LENGTH, codeExpiry, codeText, formatCode, quotaStart, sendRefusal } from "../sms-code";
import { hashSmsCode } from "./try-sms-code";
import { type Effort, showEffort } from "./show-effort";

export type SendSmsCode = {
  purpose: SmsPurpose;
  phone: string;
  address: string;
  effort: Effort;
  now: Date;
  /** Runs work after the answer has gone out. */
  later: (work: () => Promise<void>) => void;
};

/**
 * Sends a code to a phone. For a new password the answer is the same, and takes as long, whether the phone has an account or not: the
 * message leaves afterwards, and only to an account's phone. Answers with the code that was sent, which only a demonstration may show.
 */
export async function sendSmsCode({ purpose, phone, address, effort, now, later }: SendSmsCode) {
  const phoneIndex = blindIndex("phone", phone);
  // Asked before effort is spent, and again under the lock below.
  const early = await phoneRefusal(db(), phoneIndex, now);
  if (early) return refuse(early);

  const paced = await pace(address, effort);
  if (!paced.ok) return paced;

  const code = formatCode(randomInt(10 ** CODE_LENGTH));
  const kept = await transact(async (tx) => {
    // Two posts at once must not both find the minute free.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${phoneIndex}, 0))`;
    const late = await phoneRefusal(tx, phoneIndex, now);
    if (late) return refuse(late);
    await tx.smsCode.create({
      data: { purpose, phoneIndex, codeHash: hashSmsCode(purpose, phone, code), createdAt: now, expiresAt: codeExpiry(now) },
    });
    return ok(null);
  });
  if (!kept.ok) return kept;

  const message = { phone, template: "verification-code", params: { code }, text: codeText(code) } as const;
  if (purpose === "REGISTER") {
    const sent = await delivered(message);
    return sent ? ok({ code }) : refuse("sms_not_sent");
  }
  const account = await db().account.findUnique({ where: { phoneIndex }, select: { id: true } });
  if (!account) return ok({ code: null });
  later(async () => {
    await delivered(message);
  });
  return ok({ code });
}

async function phoneRefusal(tx: Tx, phoneIndex: string, now: Date) {
  const sends = await tx.smsCode.findMany({ where: { phoneIndex, createdAt: { gt: quotaStart(now) } }, select: { createdAt: true } });
  return sendRefusal(
    sends.map(({ createdAt }) => createdAt),
    now,
  );
}

async function pace(address: string, effort: Effort) {
  const free = await take(smsFree, address);
  if (!free.allowed) {
    const shown = await showEffort(effort, smsSlow, address);
    if (!shown.ok) return shown;
  }
  const inAll = await take(smsInAll, address);
  return inAll.allowed ? ok(null) : refuse("slow_down");
}

async function delivered(message: Parameters<typeof sendSms>[0]): Promise<boolean> {
  try {
    await sendSms(message);
    return true;
  } catch (error) {
    logger.error({ event: "sms_not_sent", reason: error instanceof Error ? error.message : "unknown" });
    return false;
  }
}
