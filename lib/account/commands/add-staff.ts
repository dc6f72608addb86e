import { type Actor, recordAudit } from "@/lib/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { hashPassword } from "@/lib/crypto/password";
import { blindIndex } from "@/lib/crypto/sealed";
import type { StaffRole } from "@/lib/db/enums";
import { sealColumn } from "@/lib/db/sealed-column";
import { transact, violatedIndex } from "@/lib/db/transact";
import { uuidv7 } from "@/lib/db/uuid";
import { isCommonPassword } from "./is-common-password";

/** Makes a staff member. One per phone. */
export async function addStaff({
  phone,
  name,
  role,
  allSchools,
  password,
  actor,
  now,
}: {
  phone: string;
  name: string;
  role: StaffRole;
  /** A reviewer of every school; otherwise he sees nobody until he is given schools. */
  allSchools: boolean;
  password: string;
  actor: Actor;
  now: Date;
}) {
  if (await isCommonPassword(password, { phone, name })) return refuse("password_common");
  const passwordHash = await hashPassword(password);
  try {
    return await transact(async (tx) => {
      const id = uuidv7(now);
      await tx.staff.create({
        data: {
          id,
          phoneIndex: blindIndex("phone", phone),
          phoneEncrypted: sealColumn("staff.phone_encrypted", id, phone),
          name,
          role,
          allSchools,
          passwordHash,
          createdAt: now,
        },
      });
      await recordAudit(tx, { actor, action: "staff.add", subject: { kind: "staff", id }, detail: { role }, now });
      return ok({ id });
    });
  } catch (error) {
    if (violatedIndex(error)) return refuse("staff_phone_taken");
    throw error;
  }
}
