import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { isConfirmed, type SecondFactorRefusal } from "../second-factor";
import { asOneTry, spendCode } from "./check-second-factor";
import type { GivenCode } from "./give-second-factor";

/**
 * Before something grave the member of staff gives a code again, unless he gave one less than CONFIRMED_MS ago: a desk
 * that he left open, or a stolen cookie, refunds nothing and exports nothing. Refuses with identity_code_due when a
 * code is needed and none was given; nothing was compared then.
 */
export async function confirmIdentity({
  loginSessionId,
  code,
  device,
  address,
  now,
}: Omit<GivenCode, "code"> & { code: GivenCode["code"] | null }): Promise<Result<null, SecondFactorRefusal>> {
  const live = { id: loginSessionId, revokedAt: null, expiresAt: { gt: now } };
  const session = await db().loginSession.findFirst({
    where: { ...live, staff: { disabledAt: null } },
    select: {
      secondFactorAt: true,
      staff: {
        select: { id: true, phoneIndex: true, totpSecretEncrypted: true, totpLastStep: true, totpSince: true },
      },
    },
  });
  const owner = session?.staff;
  if (!owner) return refuse("second_factor_over");
  if (isConfirmed({ hasFactor: owner.totpSince !== null, givenAt: session.secondFactorAt, now })) return ok(null);
  if (!code) return refuse("identity_code_due");
  return asOneTry({ owner, device, address, now }, () =>
    transact(async (tx) => {
      const spent = await spendCode(tx, { owner, typed: code, now });
      if (!spent.ok) return spent;
      const { count } = await tx.loginSession.updateMany({
        where: { ...live, staffId: owner.id, secondFactorAt: { not: null } },
        data: { secondFactorAt: now },
      });
      if (count === 0) return refuse("second_factor_over");
      await recordAudit(tx, {
        actor: { kind: "STAFF", id: owner.id },
        action: "staff.confirm_identity",
        subject: { kind: "staff", id: owner.id },
        detail: { by: code.kind },
        now,
      });
      return ok(null);
    }),
  );
}
