import { randomInt } from "node:crypto";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { SmsPurpose } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { callerText } from "@/lib/adapter/log/caller-text";
import { logger } from "@/lib/adapter/log/logger";
import { restore, consume } from "@/lib/adapter/rate-limit/limiter";
import { sendSms } from "@/lib/adapter/sms/send";
import { browserIndex, type Device, isKnownDevice } from "@/lib/adapter/crypto/device";
import { addressPrice, MIN_PRICE_PATIENCE_FAILS, smsAddressDay, smsAddressHour, smsSlow } from "../limits";
import { type Asker, CODE_LENGTH, codeExpiry, codeText, formatCode, quotaStart, sendTerms } from "../sms-code";
import { hashSmsCode, lockPhones } from "./try-sms-code";
import { type ProofOfWork, checkProofOfWork } from "./check-proof-of-work";

export type SendSmsCode = {
  purpose: SmsPurpose;
  phone: string;
  address: string;
  /** The requesting browser. Only this browser can try the code. */
  device: Device;
  effort: ProofOfWork;
  /** A member of staff asks at his desk: the phone's quotas count, and his address and browser prove nothing. */
  atDesk?: boolean;
  now: Date;
  /** Runs work after the answer has been sent. */
  later: (work: () => Promise<void>) => void;
};

/**
 * Finds the owner of the number: for a staff password the member who was invited to set one, otherwise the candidate's
 * account. null when there is none.
 */
const ownerOf = (purpose: SmsPurpose, phoneIndex: string, now: Date): Promise<{ id: string } | null> =>
  purpose === "STAFF_PASSWORD"
    ? db().staff.findFirst({ where: { phoneIndex, disabledAt: null, invitedUntil: { gt: now } }, select: { id: true } })
    : db().account.findUnique({ where: { phoneIndex }, select: { id: true } });

/**
 * Sends a code to a phone. For a new password the answer and its duration are the same whether the phone has an account
 * or not: the message is sent after the answer, and only to an owner's phone. Returns the code, which only a demo
 * installation may show.
 */
export async function sendSmsCode({
  purpose,
  phone,
  address,
  device,
  effort,
  atDesk = false,
  now,
  later,
}: SendSmsCode) {
  const phoneIndex = blindIndex("phone", phone);
  const owner = await ownerOf(purpose, phoneIndex, now);
  const asker = {
    browserIndex: browserIndex(device),
    addressIndex: blindIndex("address", address),
    known: atDesk || (owner !== null && isKnownDevice(device, owner.id)),
  };
  // Checked before the expensive work, and again under the lock below.
  const early = await terms(db(), phoneIndex, asker, now);
  if (!early.ok) return early;
  if (!asker.known) {
    const paced = await pace({ phoneIndex, phonePrice: early.value.price, address, effort });
    if (!paced.ok) return paced;
  }

  const code = formatCode(randomInt(10 ** CODE_LENGTH));
  const kept = await transact(async (tx) => {
    // Without the lock two concurrent posts could both find that a minute has passed.
    await lockPhones(tx, [phoneIndex]);
    const late = await terms(tx, phoneIndex, asker, now);
    if (!late.ok) return late;
    await tx.smsCode.create({
      data: {
        purpose,
        phoneIndex,
        browserIndex: asker.browserIndex,
        addressIndex: asker.addressIndex,
        codeHash: hashSmsCode(purpose, phone, code),
        createdAt: now,
        expiresAt: codeExpiry(now),
      },
    });
    return ok(null);
  });
  if (!kept.ok) return kept;

  const message = { phone, template: "verification-code", params: { code }, text: codeText(code) } as const;
  if (purpose !== "RESET_PASSWORD" && purpose !== "STAFF_PASSWORD") {
    const sent = await delivered(message);
    return sent ? ok({ code }) : refuse("sms_not_sent");
  }
  if (!owner) return ok({ code: null });
  later(async () => {
    await delivered(message);
  });
  return ok({ code });
}

async function terms(tx: Tx, phoneIndex: string, asker: Asker, now: Date) {
  const sends = await tx.smsCode.findMany({
    where: { phoneIndex, createdAt: { gt: quotaStart(now) } },
    select: { createdAt: true, browserIndex: true, addressIndex: true },
  });
  return sendTerms(sends, asker, now);
}

/** What an address must do for another code: nothing, some work, or wait. A code that is not sent is not counted. */
async function pace({
  phoneIndex,
  phonePrice,
  address,
  effort,
}: {
  phoneIndex: string;
  phonePrice: number;
  address: string;
  effort: ProofOfWork;
}) {
  if (phonePrice >= MIN_PRICE_PATIENCE_FAILS && !effort.proof && !effort.capable) return refuse("sms_phone_ceiling");
  const limits = [smsAddressHour, smsAddressDay] as const;
  const [hour, day] = await Promise.all([consume(smsAddressHour, address), consume(smsAddressDay, address)]);
  const demand = { purpose: `sms\0${phoneIndex}`, price: Math.max(phonePrice, addressPrice(hour.count)) };
  const shown =
    hour.allowed && day.allowed
      ? await checkProofOfWork(effort, demand, {
          limit: smsSlow,
          key: phonePrice > 0 ? [phoneIndex, address] : address,
        })
      : refuse("sms_network_limit");
  if (!shown.ok) await Promise.all(limits.map((limit) => restore(limit, address)));
  return shown;
}

async function delivered(message: Parameters<typeof sendSms>[0]): Promise<boolean> {
  try {
    await sendSms(message);
    return true;
  } catch (error) {
    logger.error({ event: "sms_not_sent", reason: error instanceof Error ? callerText(error.message) : "unknown" });
    return false;
  }
}
