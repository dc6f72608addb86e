import { ok, refuse } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import type { Device } from "@/lib/adapter/crypto/device";
import { checkPassword } from "./check-password";
import { type OpenedSession, openLoginSession } from "./open-login-session";
import type { ProofOfWork } from "./check-proof-of-work";

/** Signs a candidate in. A wrong phone and a wrong password get the same answer after the same time. */
export async function signIn({
  phone,
  password,
  remember,
  address,
  device,
  effort,
  now,
}: {
  phone: string;
  password: string;
  remember: boolean;
  address: string;
  device: Device | null;
  effort: ProofOfWork;
  now: Date;
}) {
  const phoneIndex = blindIndex("phone", phone);
  const account = await db().account.findUnique({ where: { phoneIndex }, select: { id: true, passwordHash: true } });
  const checked = await checkPassword({ key: phoneIndex, owner: account, password, address, device, effort });
  if (!checked.ok) return checked;
  // passwordMatches is never true without a hash.
  if (!account) throw new Error("a password matched nobody");
  return transact<{ accountId: string; session: OpenedSession }, "wrong_phone_or_password">(async (tx) => {
    // The lock makes a concurrent password reset wait. The reset then also ends this login session, which the old
    // password created.
    const [same] = await tx.$queryRaw<unknown[]>`
      SELECT FROM account WHERE id = ${account.id}::uuid AND password_hash = ${account.passwordHash} FOR SHARE`;
    if (!same) return refuse("wrong_phone_or_password");
    const kind = remember ? "remembered" : "candidate";
    return ok({
      accountId: account.id,
      session: await openLoginSession(tx, { owner: { accountId: account.id }, kind, now }),
    });
  });
}
