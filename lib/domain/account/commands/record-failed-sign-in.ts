import { recordAudit } from "@/lib/domain/audit/commands";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { type Limit, take } from "@/lib/adapter/rate-limit/limiter";
import { staffKey } from "../limits";

/** Counts only: whoever signs in is never refused by it. */
const failedSignIns: Limit = { name: "staff-failed-sign-ins", points: 1_000_000_000, seconds: 24 * 3600 };
/**
 * The first failures of a day each leave a row; of a flood the 16th, 32nd, 64th and so on, so that it cannot fill the
 * table.
 */
const EACH_UP_TO = 10;

/**
 * Puts a failed sign-in at the desk on record: whose account, why, from which address (HMAC), and the how-manieth of
 * the day it was. All phones that belong to nobody are counted together, since a stranger can make up any number of
 * them. What was typed is not kept.
 */
export async function recordFailedSignIn({
  staffId,
  phoneIndex,
  reason,
  address,
  now,
}: {
  /** null: nobody has this phone. */
  staffId: string | null;
  phoneIndex: string;
  /** A refusal's code, "disabled" or "unknown_phone". */
  reason: string;
  address: string;
  now: Date;
}): Promise<void> {
  const { count } = await take(failedSignIns, staffId ? staffKey(phoneIndex) : "nobody");
  if (count > EACH_UP_TO && !Number.isInteger(Math.log2(count))) return;
  await recordAudit(db(), {
    actor: { kind: "SYSTEM" },
    action: "staff.sign_in_failed",
    subject: { kind: "staff", ...(staffId && { id: staffId }) },
    detail: { reason, count, addressIndex: blindIndex("address", address) },
    now,
  });
}
