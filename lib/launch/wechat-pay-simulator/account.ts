import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { readSimulatorAccount, type SimulatorCredentials } from "../wechat-pay-credentials.mjs";
import { makeCertificate, type Certificate } from "./certificate";

/** Which of its keys the simulated WeChat uses. `mixed` is the migration: answers as the request asks, notifications by certificate. */
export type KeyMode = "public-key" | "certificate" | "mixed";

/** The merchant as WeChat's side sees it. */
export type Account = {
  credentials: SimulatorCredentials;
  mode: KeyMode;
  merchantKey: KeyObject;
  publicKeyModeKey: KeyObject;
  platformKey: KeyObject;
  certificate: Certificate;
};

export function openAccount(dir: string, mode: KeyMode): Account {
  const credentials = readSimulatorAccount(dir);
  const platformKey = createPrivateKey(readFileSync(credentials.platformKeyFile));
  return {
    credentials,
    mode,
    merchantKey: createPublicKey(readFileSync(credentials.merchantPublicKeyFile)),
    publicKeyModeKey: createPrivateKey(readFileSync(credentials.weChatKeyFile)),
    platformKey,
    certificate: makeCertificate(platformKey, credentials.platformSerial, new Date()),
  };
}

/** The serial answers are signed under, or null when the request asks for a key this merchant does not have. */
export function answerSerial(
  { mode, credentials: { publicKeyId, platformSerial } }: Account,
  requested: string | undefined,
): string | null {
  const offered = { "public-key": [publicKeyId], certificate: [platformSerial], mixed: [platformSerial, publicKeyId] }[mode];
  if (requested === undefined) return offered[0] ?? null;
  return offered.includes(requested) ? requested : null;
}

export const notificationSerial = ({ mode, credentials }: Account) =>
  mode === "public-key" ? credentials.publicKeyId : credentials.platformSerial;

export const signingKey = (account: Account, serial: string) =>
  serial === account.credentials.publicKeyId ? account.publicKeyModeKey : account.platformKey;
