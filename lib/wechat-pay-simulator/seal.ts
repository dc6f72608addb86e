import { createCipheriv, randomBytes, sign, type KeyObject } from "node:crypto";

/** The signature headers that WeChat puts on its answers and notifications, for exactly this body. */
export function signatureHeaders(body: string, key: KeyObject, serial: string, instant: Date): Record<string, string> {
  const timestamp = String(Math.floor(instant.getTime() / 1000));
  const nonce = randomBytes(16).toString("hex");
  return {
    "Wechatpay-Timestamp": timestamp,
    "Wechatpay-Nonce": nonce,
    "Wechatpay-Serial": serial,
    "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    "Wechatpay-Signature": sign("RSA-SHA256", Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key).toString("base64"),
  };
}

/** AEAD_AES_256_GCM under the APIv3 key, with the tag after the ciphertext. */
export function sealResource(plaintext: string, apiV3Key: string, associatedData: string) {
  const nonce = randomBytes(6).toString("hex");
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(apiV3Key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(associatedData));
  const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
    "base64",
  );
  return { algorithm: "AEAD_AES_256_GCM", ciphertext, associated_data: associatedData, nonce };
}
