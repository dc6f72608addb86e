import { generateKeyPairSync, randomBytes, randomInt } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The merchant account of the WeChat Pay simulator, made on first use and kept in `dir`, as the variables the
 * application must be given besides WECHAT_PAY_BASE_URL. Plain JavaScript: the launcher runs this file before anything
 * is built.
 * @param {string} dir
 * @returns {Record<string, string>}
 */
export function ensureSimulatorCredentials(dir) {
  const credentials = readSimulatorAccount(dir);
  return {
    WECHAT_PAY_MCHID: credentials.mchid,
    WECHAT_PAY_APPID: credentials.appid,
    WECHAT_PAY_MERCHANT_SERIAL: credentials.merchantSerial,
    WECHAT_PAY_MERCHANT_KEY_FILE: credentials.merchantKeyFile,
    WECHAT_PAY_API_V3_KEY: credentials.apiV3Key,
    WECHAT_PAY_PUBLIC_KEY_ID: credentials.publicKeyId,
    WECHAT_PAY_PUBLIC_KEY_FILE: credentials.publicKeyFile,
    WECHAT_APP_SECRET: credentials.appSecret,
  };
}

/**
 * The same account with what only WeChat's side knows.
 * @param {string} dir
 * @returns {import("./credentials.d.mts").SimulatorCredentials}
 */
export function readSimulatorAccount(dir) {
  const account = path.join(dir, "credentials.json");
  if (!existsSync(account)) create(dir, account);
  const credentials = JSON.parse(readFileSync(account, "utf8"));
  // Accounts made before the public account's secret was needed are completed: their orders are still open.
  if (!credentials.appSecret) keep(account, { ...credentials, appSecret: `demo${randomBytes(14).toString("hex")}` });
  return { ...JSON.parse(readFileSync(account, "utf8")), ...files(dir) };
}

/** @param {string} dir @param {string} account */
function create(dir, account) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const {
    merchantKeyFile,
    merchantPublicKeyFile,
    weChatKeyFile,
    publicKeyFile,
    platformKeyFile,
    platformPublicKeyFile,
  } = files(dir);
  writeKeyPair(merchantKeyFile, merchantPublicKeyFile);
  writeKeyPair(weChatKeyFile, publicKeyFile);
  writeKeyPair(platformKeyFile, platformPublicKeyFile);

  const credentials = {
    mchid: `1${digits(9)}`,
    appid: `wx${randomBytes(8).toString("hex")}`,
    merchantSerial: serial(),
    // Both begin with a word that lib/env.ts knows: live mode refuses them wherever they were copied to.
    apiV3Key: `demo${randomBytes(14).toString("hex")}`,
    appSecret: `demo${randomBytes(14).toString("hex")}`,
    publicKeyId: `PUB_KEY_ID_0${digits(30)}`,
    platformSerial: serial(),
  };
  // Last and at once: an account without its file is made anew.
  keep(account, credentials);
}

/** @param {string} account @param {object} credentials */
function keep(account, credentials) {
  write(`${account}.new`, `${JSON.stringify(credentials, null, 2)}\n`);
  renameSync(`${account}.new`, account);
}

const files = (/** @type {string} */ dir) => ({
  merchantKeyFile: path.resolve(dir, "merchant-key.pem"),
  merchantPublicKeyFile: path.resolve(dir, "merchant-public.pem"),
  weChatKeyFile: path.resolve(dir, "wechat-key.pem"),
  publicKeyFile: path.resolve(dir, "wechat-public.pem"),
  platformKeyFile: path.resolve(dir, "platform-key.pem"),
  platformPublicKeyFile: path.resolve(dir, "platform-public.pem"),
});

/** @param {string} privateFile @param {string} publicFile */
function writeKeyPair(privateFile, publicFile) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  write(privateFile, privateKey);
  write(publicFile, publicKey);
}

/** @param {string} file @param {string} text */
function write(file, text) {
  writeFileSync(file, text, { mode: 0o600 });
  // The mode above counts only for a new file.
  chmodSync(file, 0o600);
}

/** 40 hex digits without a sign bit, so that a certificate shows the serial as it is written here. */
const serial = () => `5${randomBytes(20).toString("hex").slice(1)}`.toUpperCase();

const digits = (/** @type {number} */ count) => Array.from({ length: count }, () => randomInt(10)).join("");
