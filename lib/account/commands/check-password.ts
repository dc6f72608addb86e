import { ok, refuse } from "@/lib/core/result";
import { passwordMatches } from "@/lib/crypto/password";
import { forget, giveBack, take } from "@/lib/rate-limit/limiter";
import { signInAccount, signInAddress, signInInAll, signInSlow } from "../limits";
import { type Effort, showEffort } from "./show-effort";

/**
 * Compares a password at the pace that account and address are allowed. An attempt is counted before it is made, so that guesses sent
 * at once are all counted; one that succeeds is taken back. `key` names the account, whether it exists or not.
 */
export async function checkPassword({
  key,
  passwordHash,
  password,
  address,
  effort,
}: {
  key: string;
  passwordHash: string | null;
  password: string;
  address: string;
  effort: Effort;
}) {
  const account = await take(signInAccount, key);
  const from = await take(signInAddress, address);
  if (!account.allowed || !from.allowed) {
    const shown = await showEffort(effort, signInSlow, account.allowed ? address : key);
    if (!shown.ok) return shown;
    const inAll = await take(signInInAll, key);
    if (!inAll.allowed) return refuse("slow_down");
  }
  if (!(await passwordMatches(passwordHash, password))) return refuse("wrong_phone_or_password");
  await forgetFailures(key);
  await giveBack(signInAddress, address);
  return ok(null);
}

/** Who proved to be the owner starts anew. */
export async function forgetFailures(key: string): Promise<void> {
  await forget(signInAccount, key);
  await forget(signInInAll, key);
}
