import { randomBytes } from "node:crypto";
import { movePhone } from "@/lib/domain/account/commands/move-phone";
import { ownerTries } from "@/lib/domain/account/limits";
import { recordAudit } from "@/lib/domain/audit/commands";
import { removeEvidenceOf } from "@/lib/domain/evidence/commands/remove-evidence";
import { hasUnseenEvidence } from "@/lib/domain/evidence/queries";
import { ok, refuse } from "@/lib/core/result";
import { maskPersonal } from "@/lib/core/mask-personal";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { resetLimit } from "@/lib/adapter/rate-limit/limiter";
import { accountsOfAppeal, phoneIsInUse } from "../queries/phone-appeals";

export type DecidePhoneAppealRefusal =
  | "phone_appeal_decided"
  | "evidence_unseen"
  | "phone_appeal_account_unknown"
  | "phone_appeal_number_in_use";

/**
 * Decides an appeal for an account: `accountId` gets the new phone number, null rejects the appeal. The appellant reads
 * `reason`. `seenEvidence`: the evidenceMark of the page; what was added after it would be deleted without having been
 * seen. The account must hold the document that the appeal names. Of two decisions at once one wins. The new number
 * and the account's former number each get an SMS.
 */
export async function decidePhoneAppeal({
  appealId,
  accountId,
  reason,
  seenEvidence,
  staffId,
  now,
}: {
  appealId: string;
  accountId: string | null;
  reason: string;
  seenEvidence: string;
  staffId: string;
  now: Date;
}) {
  // A random password that nobody knows: the owner sets his own by 找回密码, with his document number.
  const passwordHash = await hashPassword(randomBytes(32).toString("base64url"));
  try {
    const decided = await transact<null, DecidePhoneAppealRefusal>(async (tx) => {
      const [appeal] = await tx.phoneAppeal.updateManyAndReturn({
        where: { id: appealId, decidedAt: null },
        data: { decidedAt: now, decidedById: staffId, reason },
        select: { id: true, phoneIndex: true, phoneEncrypted: true, documentEncrypted: true },
      });
      if (!appeal) return refuse("phone_appeal_decided");
      if (await hasUnseenEvidence({ phoneAppealId: appealId }, seenEvidence, tx)) return refuse("evidence_unseen");
      if (accountId) {
        const { phoneIndex } = appeal;
        const phone = decryptColumn("phone_appeal.phone_encrypted", appealId, appeal.phoneEncrypted);
        const accounts = await accountsOfAppeal(appeal, tx);
        if (!accounts.some(({ id }) => id === accountId)) return refuse("phone_appeal_account_unknown");
        if (await phoneIsInUse({ phoneIndex, exceptAccountId: accountId }, tx))
          return refuse("phone_appeal_number_in_use");
        const former = await movePhone(tx, { accountId, phone, passwordHash, staffId, now });
        const formerPhoneEncrypted = former && encryptColumn("phone_appeal.former_phone_encrypted", appealId, former);
        await tx.phoneAppeal.update({ where: { id: appealId }, data: { accountId, formerPhoneEncrypted } });
      }
      // What somebody sent who was not signed in has served its purpose.
      await removeEvidenceOf(tx, { phoneAppealId: appealId }, { actor: { kind: "STAFF", id: staffId }, now });
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: "phone_appeal.decide",
        subject: { kind: "phone_appeal", id: appealId },
        detail: { decision: accountId ? "approved" : "rejected", accountId, reason: maskPersonal(reason) },
        now,
      });
      await enqueue(tx, "send-appeal-sms", { phoneAppealId: appealId });
      return ok(null);
    });
    // The holder of the old number may have used the day's tries, and the owner must set a password now.
    if (decided.ok && accountId) await resetLimit(ownerTries, accountId);
    return decided;
  } catch (error) {
    // Another account was created with this number at the same time.
    if (violatedIndex(error)?.includes("phone_index")) return refuse("phone_appeal_number_in_use");
    throw error;
  }
}
