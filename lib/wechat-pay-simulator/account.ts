import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { readSimulatorAccount, type SimulatorCredentials } from "./credentials.mjs";
import { makeCertificate, type Certificate } from "./certificate";

/**
 * The keys that the simulated WeChat uses. `mixed` is the migration: answers are signed as the request asks,
 * notifications by certificate.
 */
export type KeyMode = "public-key" | "certificate" | "mixed";

/** A platform certificate with its private key. */
export type PlatformKey = { serial: string; key: KeyObject; certificate: Certificate };

/** The merchant as WeChat knows it. The mode and the platform keys may change at run time. */
export type Account = {
  credentials: SimulatorCredentials;
  mode: KeyMode;
  merchantKey: KeyObject;
  publicKeyModeKey: KeyObject;
  /** All that are listed; the first one signs. */
  platformKeys: PlatformKey[];
};

export function openAccount(dir: string, mode: KeyMode): Account {
  const credentials = readSimulatorAccount(dir);
  const platformKey = createPrivateKey(readFileSync(credentials.platformKeyFile));
  return {
    credentials,
    mode,
    merchantKey: createPublicKey(readFileSync(credentials.merchantPublicKeyFile)),
    publicKeyModeKey: createPrivateKey(readFileSync(credentials.weChatKeyFile)),
    platformKeys: [platformKeyOf(platformKey, credentials.platformSerial)],
  };
}

const platformKeyOf = (key: KeyObject, serial: string): PlatformKey => ({
  serial,
  key,
  certificate: makeCertificate(key, serial, new Date()),
});

/** Lists a new certificate after the one that signs, as WeChat does one day before the change. */
export function announceCertificate(account: Account): void {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  account.platformKeys.push(platformKeyOf(privateKey, `5${randomBytes(20).toString("hex").slice(1)}`.toUpperCase()));
}

/** Signs with the newest listed certificate and removes the older ones from the list. */
export function changeOver(account: Account): void {
  account.platformKeys = account.platformKeys.slice(-1);
}

const platformSerial = ({ platformKeys }: Account): string => platformKeys[0]?.serial ?? "";

/**
 * The serial number of the key that signs an answer; null when the request asks for a key that this merchant does not
 * have.
 */
export function answerSerial(account: Account, requested: string | undefined): string | null {
  const { publicKeyId } = account.credentials;
  const serials = account.platformKeys.map(({ serial }) => serial);
  const offered = { "public-key": [publicKeyId], certificate: serials, mixed: [...serials, publicKeyId] }[account.mode];
  if (requested === undefined) return offered[0] ?? null;
  return offered.includes(requested) ? requested : null;
}

export const notificationSerial = (account: Account): string =>
  account.mode === "public-key" ? account.credentials.publicKeyId : platformSerial(account);

export function signingKey(account: Account, serial: string): KeyObject {
  const key = account.platformKeys.find((candidate) => candidate.serial === serial)?.key;
  return serial === account.credentials.publicKeyId || !key ? account.publicKeyModeKey : key;
}
