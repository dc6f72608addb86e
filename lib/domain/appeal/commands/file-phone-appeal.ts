import { trySmsCode, useSmsCode } from "@/lib/domain/account/commands/try-sms-code";
import { phoneAppeals } from "@/lib/domain/account/limits";
import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Device } from "@/lib/adapter/crypto/device";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { consume } from "@/lib/adapter/rate-limit/limiter";

/**
 * 找回账号: a person asks for the account of his document under a new phone number, which he proves by an SMS code. The
 * response does not reveal whether such an account exists. One open appeal for each number, three a day. Returns the
 * code's id: with it this browser may read the outcome for some time.
 */
export async function filePhoneAppeal({
  phone,
  smsCode,
  name,
  documentNumber,
  statement,
  device,
  now,
}: {
  phone: string;
  smsCode: string;
  name: string;
  /** As cleanDocumentNumber gives it. */
  documentNumber: string;
  statement: string;
  /** The browser that asked for the code. */
  device: Device | null;
  now: Date;
}) {
  const tried = await trySmsCode({ purpose: "APPEAL", phone, code: smsCode, device, now });
  if (!tried.ok) return tried;
  const { smsCodeId } = tried.value;
  const phoneIndex = blindIndex("phone", phone);
  const { allowed } = await consume(phoneAppeals, phoneIndex);
  if (!allowed) return refuse("phone_appeals_used_up");
  try {
    return await transact(async (tx) => {
      if (!(await useSmsCode(tx, { smsCodeId, now }))) return refuse("sms_code_wrong");
      const id = uuidv7(now);
      await tx.phoneAppeal.create({
        data: {
          id,
          phoneIndex,
          phoneEncrypted: encryptColumn("phone_appeal.phone_encrypted", id, phone),
          nameEncrypted: encryptColumn("phone_appeal.name_encrypted", id, name),
          documentEncrypted: encryptColumn("phone_appeal.document_encrypted", id, documentNumber),
          statementEncrypted: encryptColumn("phone_appeal.statement_encrypted", id, statement),
          createdAt: now,
        },
      });
      // Nobody is signed in; the appeal itself names the person.
      await recordAudit(tx, {
        actor: { kind: "SYSTEM" },
        action: "phone_appeal.file",
        subject: { kind: "phone_appeal", id },
        now,
      });
      return ok({ smsCodeId });
    });
  } catch (error) {
    if (violatedIndex(error)?.includes("phone_appeal_open")) return refuse("phone_appeal_open");
    throw error;
  }
}
