import { ok } from "@/lib/core/result";
import { blindIndex } from "@/lib/crypto/sealed";
import { db } from "@/lib/db/client";
import { checkPassword } from "./check-password";
import { openLoginSession } from "./open-login-session";
import type { Effort } from "./show-effort";

/** Signs a candidate in. A wrong phone and a wrong password are the same answer and take the same time. */
export async function signIn({
  phone,
  password,
  remember,
  address,
  effort,
  now,
}: {
  phone: string;
  password: string;
  remember: boolean;
  address: string;
  effort: Effort;
  now: Date;
}) {
  const phoneIndex = blindIndex("phone", phone);
  const account = await db().account.findUnique({ where: { phoneIndex }, select: { id: true, passwordHash: true } });
  const checked = await checkPassword({ key: phoneIndex, passwordHash: account?.passwordHash ?? null, password, address, effort });
  if (!checked.ok) return checked;
  // passwordMatches is never true without a hash.
  if (!account) throw new Error("a password matched nobody");
  const session = await openLoginSession(db(), {
    owner: { accountId: account.id },
    kind: remember ? "remembered" : "candidate",
    now,
  });
  return ok({ accountId: account.id, session });
}
