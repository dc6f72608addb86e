import { inTurn } from "@/lib/core/in-turn";
import { ok, refuse } from "@/lib/core/result";
import { passwordMatches } from "@/lib/adapter/crypto/password";
import { resetLimit, resetPairs, restore, type Key, type Limit, consume } from "@/lib/adapter/rate-limit/limiter";
import { type Device, isKnownDevice } from "@/lib/adapter/crypto/device";
import {
  secondFactorDevice,
  secondFactorStrangers,
  signInAccount,
  signInAddress,
  signInDevice,
  signInPair,
  signInPrice,
  signInSlow,
  strictDevice,
  strictStrangers,
} from "../limits";
import { type ProofOfWork, refuseAndDemand, checkProofOfWork } from "./check-proof-of-work";

type Guess = {
  /** Identifies the account or the member of staff, whether it exists or not. */
  key: string;
  /**
   * The account or member of staff that the key belongs to; null when there is none. An invited member has no password
   * yet.
   */
  owner: { id: string; passwordHash: string | null } | null;
  password: string;
  address: string;
  device: Device | null;
  effort: ProofOfWork;
  /** Five wrong passwords lock for a quarter of an hour: the rule of STAFF_PASSWORD_POLICY=strict. */
  strict?: boolean;
};

/**
 * Compares a password under the limits of the browser, the account and the address. A try is reserved before the
 * comparison, so that guesses sent at the same time are all counted. It is returned when the password was right or was
 * not compared. Tries of one visitor for one account run one after the other, so that reserved tries with the right
 * password do not block each other.
 */
export function checkPassword(guess: Guess) {
  const { key, owner, address, device } = guess;
  const known = owner !== null && device !== null && isKnownDevice(device, owner.id) ? device : null;
  return inTurn(`${key}\0${known ? `device ${known.id}` : address}`, async () => {
    if (guess.strict) {
      const lock: Reservation = known ? [strictDevice, [key, known.id]] : [strictStrangers, key];
      return underLock(lock, async () => (known ? compareKnown(guess) : checkStranger(guess)));
    }
    if (known) {
      const reserved: Reservation = [signInDevice, [key, known.id]];
      if ((await consume(...reserved)).allowed) {
        if (!(await matches(guess))) return refuse("wrong_phone_or_password");
        await restore(...reserved);
        return ok(null);
      }
    }
    return checkStranger(guess);
  });
}

type Reservation = [Limit, Key];

const compareKnown = async (guess: Guess) => ((await matches(guess)) ? ok(null) : refuse("wrong_phone_or_password"));

/**
 * Compares unless the lock has closed. A try is reserved before, so that guesses sent at the same time are all counted.
 * The last wrong one begins the time of the lock anew.
 */
async function underLock<T extends { ok: boolean; error?: string }>(lock: Reservation, compare: () => Promise<T>) {
  const [limit, key] = lock;
  const taken = await consume(limit, key);
  if (!taken.allowed) return refuse("sign_in_locked");
  const compared = await compare();
  if (compared.ok || compared.error !== "wrong_phone_or_password") {
    await restore(limit, key);
  } else if (taken.count === limit.points) {
    await resetLimit(limit, key);
    for (let point = 0; point < limit.points; point += 1) await consume(limit, key);
  }
  return compared;
}

const matches = ({ owner, password }: Guess) => passwordMatches(owner?.passwordHash ?? null, password);

async function checkStranger(guess: Guess) {
  const { key, address, effort } = guess;
  const reserved: Reservation[] = [
    [signInAccount, key],
    [signInPair, [key, address]],
    [signInAddress, address],
  ];
  const release = async () => {
    await Promise.all(reserved.map((reservation) => restore(...reservation)));
  };
  const [account, pair, from] = await Promise.all([
    consume(signInAccount, key),
    consume(signInPair, [key, address]),
    consume(signInAddress, address),
  ]);
  if (!pair.allowed || !from.allowed) {
    await release();
    return refuse(pair.allowed ? "sign_in_network_limit" : "sign_in_limit");
  }
  const counted = { account: account.count, address: from.count };
  const demand = { purpose: `sign-in\0${key}`, price: signInPrice(counted) };
  const accountIsDear = signInPrice({ ...counted, address: 0 }) > 0;
  const shown = await checkProofOfWork(effort, demand, {
    limit: signInSlow,
    key: accountIsDear ? [key, address] : address,
  });
  if (!shown.ok) {
    await release();
    return shown;
  }
  if (!(await matches(guess))) {
    const next = signInPrice({ account: account.count + 1, address: from.count + 1 });
    return refuseAndDemand("wrong_phone_or_password", effort.capable && next > 0 ? { ...demand, price: next } : null);
  }
  await release();
  return ok(null);
}

/**
 * Resets the limits of everyone who guessed at this account: its password has changed, or a member of staff with the
 * right to do so asked for it.
 */
export async function resetFailures(key: string): Promise<void> {
  await resetLimit(signInAccount, key);
  await resetPairs(signInPair, key);
  await resetPairs(signInDevice, key);
  await resetLimit(strictStrangers, key);
  await resetPairs(strictDevice, key);
  await resetLimit(secondFactorStrangers, key);
  await resetPairs(secondFactorDevice, key);
}
