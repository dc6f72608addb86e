import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Device } from "@/lib/adapter/crypto/device";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import type { TypedCode } from "../second-factor";
import { asOneTry, type FactorOwner, spendCode } from "./check-second-factor";

export type GivenCode = {
  loginSessionId: string;
  code: TypedCode;
  device: Device | null;
  address: string;
  now: Date;
};

const owner = { id: true, phoneIndex: true, totpSecretEncrypted: true, totpLastStep: true } as const;

/** The member behind a live login session, who has a second factor; null when there is none. */
export async function ownerBehind(loginSessionId: string, now: Date): Promise<FactorOwner | null> {
  const session = await db().loginSession.findFirst({
    where: {
      id: loginSessionId,
      revokedAt: null,
      expiresAt: { gt: now },
      staff: { disabledAt: null, totpSince: { not: null } },
    },
    select: { staff: { select: owner } },
  });
  return session?.staff ?? null;
}

/**
 * The second half of signing in: a code of the app, or a recovery code, opens the login session that the password
 * began.
 */
export async function giveSecondFactor({ loginSessionId, code, device, address, now }: GivenCode) {
  const member = await ownerBehind(loginSessionId, now);
  if (!member) return refuse("second_factor_over");
  return asOneTry({ owner: member, device, address, now }, () =>
    transact(async (tx) => {
      const spent = await spendCode(tx, { owner: member, typed: code, now });
      if (!spent.ok) return spent;
      const { count } = await tx.loginSession.updateMany({
        where: {
          id: loginSessionId,
          staffId: member.id,
          secondFactorAt: null,
          revokedAt: null,
          expiresAt: { gt: now },
        },
        data: { secondFactorAt: now },
      });
      if (count === 0) return refuse("second_factor_over");
      const left = await tx.recoveryCode.count({ where: { staffId: member.id, usedAt: null } });
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: member.id },
        action: "staff.second_factor",
        subject: { kind: "staff", id: member.id },
        detail: { by: code.kind, ...(code.kind === "recovery" && { left }) },
        now,
      });
      return ok({ staffId: member.id, by: code.kind, left });
    }),
  );
}
