import { randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Device } from "@/lib/adapter/crypto/device";
import { newTotpSecret, totpCode } from "@/lib/adapter/crypto/totp";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import { readSetup } from "../queries";
import {
  CONFIRMED_MS,
  judgeCode,
  RECOVERY_CODES,
  REPLACING_MS,
  setUpCounts,
  recoveryCode,
  type SecondFactorRefusal,
  type TypedCode,
} from "../second-factor";
import { asOneTry, recoveryHash } from "./check-second-factor";

/** A login session of an enabled member. */
const live = (loginSessionId: string, now: Date) => ({
  id: loginSessionId,
  revokedAt: null,
  expiresAt: { gt: now },
  staff: { disabledAt: null },
});

/** Whose second factor may be set up in it: of a member who has none, or who gave a code in it lately. */
const mayBegin = (loginSessionId: string, now: Date): Prisma.LoginSessionWhereInput => ({
  ...live(loginSessionId, now),
  OR: [{ staff: { totpSince: null } }, { secondFactorAt: { gt: new Date(now.getTime() - CONFIRMED_MS) } }],
});

/** Begun so long ago that a replacement is over. */
const notSince = (now: Date) => ({ lte: new Date(now.getTime() - REPLACING_MS) });

/**
 * Draws a secret and ten recovery codes for this login session. They belong to it alone until they are confirmed, so
 * that somebody else with the same password is shown other ones. Pressed again, nothing changes. Whoever replaces his
 * factor keeps the former one until then.
 */
export async function beginSecondFactor({
  loginSessionId,
  now,
}: {
  loginSessionId: string;
  now: Date;
}): Promise<Result<null, SecondFactorRefusal>> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(RECOVERY_CODES)));
  const setup = JSON.stringify({ secret: newTotpSecret(), codes });
  const { count } = await db().loginSession.updateMany({
    where: {
      ...mayBegin(loginSessionId, now),
      AND: { OR: [{ totpSetupEncrypted: null }, { staff: { totpSince: { not: null } }, totpSetupAt: notSince(now) }] },
    },
    data: {
      totpSetupEncrypted: encryptColumn("login_session.totp_setup_encrypted", loginSessionId, setup),
      totpSetupAt: now,
    },
  });
  if (count === 1) return ok(null);
  const begun = await db().loginSession.findFirst({
    where: live(loginSessionId, now),
    select: {
      totpSetupEncrypted: true,
      totpSetupAt: true,
      secondFactorAt: true,
      staff: { select: { totpSince: true } },
    },
  });
  if (!begun) return refuse("second_factor_over");
  const replaces = Boolean(begun.staff?.totpSince);
  if (begun.totpSetupEncrypted !== null && setUpCounts({ replaces, begunAt: begun.totpSetupAt, now })) return ok(null);
  return refuse(begun.secondFactorAt === null ? "second_factor_is_set" : "second_factor_replace_over");
}

/**
 * The first code shows that the app has the secret. It takes effect at once: this login opens the desk, and every other
 * login of the member asks for a code, or ends where a former factor was replaced. The former secret and its recovery
 * codes are worth nothing from then on, and passkeys are made anew.
 */
export async function confirmSecondFactor({
  loginSessionId,
  code,
  device,
  address,
  now,
}: {
  loginSessionId: string;
  code: TypedCode;
  device: Device | null;
  address: string;
  now: Date;
}) {
  const session = await db().loginSession.findFirst({
    // A replacement was begun after a code; writing down the recovery codes may take longer than that code holds.
    where: {
      ...live(loginSessionId, now),
      OR: [
        { staff: { totpSince: null } },
        { secondFactorAt: { not: null }, totpSetupAt: { gt: new Date(now.getTime() - REPLACING_MS) } },
      ],
    },
    select: {
      totpSetupEncrypted: true,
      staff: { select: { id: true, phoneIndex: true, totpSecretEncrypted: true } },
    },
  });
  if (!session?.staff) return refuse("second_factor_is_set");
  if (session.totpSetupEncrypted === null) return refuse("second_factor_over");
  const { staff: owner, totpSetupEncrypted } = session;
  const former = owner.totpSecretEncrypted;
  const { secret, codes } = readSetup(loginSessionId, totpSetupEncrypted);
  return asOneTry({ owner, device, address, now }, () =>
    transact<{ staffId: string }, SecondFactorRefusal>(async (tx) => {
      if (code.kind !== "totp") return refuse("second_factor_wrong");
      const judged = judgeCode(code.code, { codeOf: (step) => totpCode(secret, step), lastStep: null, now });
      if (!judged.ok) return judged;
      const { count } = await tx.staff.updateMany({
        where: { id: owner.id, totpSecretEncrypted: former, disabledAt: null },
        data: {
          totpSecretEncrypted: encryptColumn("staff.totp_secret_encrypted", owner.id, secret),
          totpSince: now,
          totpLastStep: judged.value,
        },
      });
      if (count === 0) return refuse("second_factor_is_set");
      const { count: opened } = await tx.loginSession.updateMany({
        where: { id: loginSessionId, totpSetupEncrypted, revokedAt: null, expiresAt: { gt: now } },
        data: { secondFactorAt: now, totpSetupEncrypted: null, totpSetupAt: null },
      });
      if (opened === 0) return refuse("second_factor_over");
      // What another browser was shown meanwhile never becomes valid, and is kept no longer.
      await tx.loginSession.updateMany({
        where: { staffId: owner.id, totpSetupEncrypted: { not: null } },
        data: { totpSetupEncrypted: null, totpSetupAt: null },
      });
      await tx.recoveryCode.deleteMany({ where: { staffId: owner.id } });
      // Whoever replaces his app may have lost the device that holds a key.
      await tx.passkey.deleteMany({ where: { staffId: owner.id } });
      await tx.recoveryCode.createMany({
        data: codes.map((text) => ({ staffId: owner.id, codeHash: recoveryHash(owner.id, text) })),
      });
      const { count: logins } =
        former === null
          ? { count: 0 }
          : await tx.loginSession.updateMany({
              where: { staffId: owner.id, id: { not: loginSessionId }, revokedAt: null, expiresAt: { gt: now } },
              data: { revokedAt: now },
            });
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: owner.id },
        action: former === null ? "staff.set_up_second_factor" : "staff.replace_second_factor",
        subject: { kind: "staff", id: owner.id },
        detail: { recoveryCodes: codes.length, ...(former !== null && { logins }) },
        now,
      });
      return ok({ staffId: owner.id });
    }),
  );
}
