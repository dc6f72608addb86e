import { randomBytes } from "node:crypto";
import { movePhone } from "@/lib/domain/account/commands/move-phone";
import { trySmsCode, useSmsCode } from "@/lib/domain/account/commands/try-sms-code";
import { ownerTries } from "@/lib/domain/account/limits";
import { recordAudit } from "@/lib/domain/audit/commands";
import { maskPersonal } from "@/lib/core/mask-personal";
import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Device } from "@/lib/adapter/crypto/device";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { resetLimit } from "@/lib/adapter/rate-limit/limiter";
import { phoneIsInUse } from "../queries/phone-appeals";

export type ChangePhoneRefusal =
  | "registration_not_found"
  | "phone_change_not_bound"
  | "phone_change_same"
  | "phone_change_appeal_waits"
  | "phone_appeal_number_in_use"
  | "sms_code_wrong"
  | "sms_code_worn_out";

/**
 * 当面换号: the candidate stands before the exam office with his document, and reads out the code that his new phone was
 * sent. Kept as an appeal that was decided at once, so that it is listed and told as one: both phones get an SMS, the
 * old password and every login end, and he sets a password of his own by 找回密码. Only the exam office may, so there is no
 * scope.
 */
export async function changePhoneInPerson({
  registrationId,
  phone,
  smsCode,
  device,
  evidence,
  reason,
  staffId,
  now,
}: {
  registrationId: string;
  phone: string;
  smsCode: string;
  /** The browser that asked for the code. */
  device: Device | null;
  /** What was seen and where it is kept; for colleagues. */
  evidence: string;
  /** What the candidate reads. */
  reason: string;
  staffId: string;
  now: Date;
}) {
  const person = await db().registration.findUnique({
    where: { id: registrationId },
    select: { name: true, documentEncrypted: true, account: { select: { id: true, phoneIndex: true } } },
  });
  if (!person) return refuse("registration_not_found");
  const { account } = person;
  // Without a document nothing tells whose account this is, and he could set no password with it.
  if (!person.documentEncrypted || !person.name) return refuse("phone_change_not_bound");
  const document = decryptColumn("registration.document_encrypted", registrationId, person.documentEncrypted);
  const phoneIndex = blindIndex("phone", phone);
  if (phoneIndex === account.phoneIndex) return refuse("phone_change_same");
  const tried = await trySmsCode({ purpose: "APPEAL", phone, code: smsCode, device, now });
  if (!tried.ok) return tried;
  const passwordHash = await hashPassword(randomBytes(32).toString("base64url"));
  const { name } = person;
  try {
    const changed = await transact<null, ChangePhoneRefusal>(async (tx) => {
      if (!(await useSmsCode(tx, { smsCodeId: tried.value.smsCodeId, now }))) return refuse("sms_code_wrong");
      if ((await tx.phoneAppeal.count({ where: { phoneIndex, decidedAt: null } })) > 0)
        return refuse("phone_change_appeal_waits");
      if (await phoneIsInUse({ phoneIndex, exceptAccountId: account.id }, tx))
        return refuse("phone_appeal_number_in_use");
      const former = await movePhone(tx, { accountId: account.id, phone, passwordHash, staffId, now });
      const id = uuidv7(now);
      await tx.phoneAppeal.create({
        data: {
          id,
          phoneIndex,
          phoneEncrypted: encryptColumn("phone_appeal.phone_encrypted", id, phone),
          nameEncrypted: encryptColumn("phone_appeal.name_encrypted", id, name),
          documentEncrypted: encryptColumn("phone_appeal.document_encrypted", id, document),
          statementEncrypted: encryptColumn("phone_appeal.statement_encrypted", id, `考务办公室当面办理：${evidence}`),
          createdAt: now,
          decidedAt: now,
          decidedById: staffId,
          accountId: account.id,
          reason,
          formerPhoneEncrypted: former && encryptColumn("phone_appeal.former_phone_encrypted", id, former),
        },
      });
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: staffId },
        action: "phone_appeal.in_person",
        subject: { kind: "phone_appeal", id },
        detail: {
          registrationId,
          accountId: account.id,
          reason: maskPersonal(reason),
          evidence: maskPersonal(evidence),
        },
        now,
      });
      await enqueue(tx, "send-appeal-sms", { phoneAppealId: id });
      return ok(null);
    });
    if (changed.ok) await resetLimit(ownerTries, account.id);
    return changed;
  } catch (error) {
    // Another account was created with this number at the same time.
    if (violatedIndex(error)?.includes("phone_index")) return refuse("phone_appeal_number_in_use");
    throw error;
  }
}
