import { recordAudit } from "@/lib/domain/audit/commands";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { type Limit, consume } from "@/lib/adapter/rate-limit/limiter";
import { staffKey } from "../limits";

/** This limit only counts. It never refuses a sign-in. */
const failedSignIns: Limit = { name: "staff-failed-sign-ins", points: 1_000_000_000, seconds: 24 * 3600 };
/**
 * The first failures of a day each write a row. After that only the 16th, 32nd, 64th and so on do, so that an attack
 * cannot fill the table.
 */
const EACH_UP_TO = 10;

/**
 * Records a failed sign-in of a member of staff: the account, the reason, the address (HMAC), and the number of
 * failures of the day. All unknown phones are counted together, because an attacker can invent as many as he likes. The
 * typed password is not stored.
 */
export async function recordFailedSignIn({
  staffId,
  phoneIndex,
  reason,
  address,
  now,
}: {
  /** null: no member of staff has this phone. */
  staffId: string | null;
  phoneIndex: string;
  /** A refusal code, "disabled" or "unknown_phone". */
  reason: string;
  address: string;
  now: Date;
}): Promise<void> {
  const { count } = await consume(failedSignIns, staffId ? staffKey(phoneIndex) : "nobody");
  if (count > EACH_UP_TO && !Number.isInteger(Math.log2(count))) return;
  await recordAudit(db(), {
    actor: { kind: "SYSTEM" },
    action: "staff.sign_in_failed",
    subject: { kind: "staff", ...(staffId && { id: staffId }) },
    detail: { reason, count, addressIndex: blindIndex("address", address) },
    now,
  });
}
