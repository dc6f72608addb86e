import { randomBytes } from "node:crypto";
import WxPay from "wechatpay-node-v3";
import { CallFailed } from "@/lib/adapter/wechat-pay/answer";
import type { WeChatPayConfig } from "@/lib/adapter/wechat-pay/config";
import {
  CANONICAL_ORIGIN,
  createTransport,
  type Delivered,
  type TransportSettings,
} from "@/lib/adapter/wechat-pay/transport";

/**
 * wechatpay-node-v3 with our transport in place of its own. Only its request signing is used: its decryption skips the
 * tag, its answers are never verified, and its certificates are shared by every instance.
 */
export class Library extends WxPay {
  readonly #transport: ReturnType<typeof createTransport>;

  constructor({ appid, mchid, merchantSerial, merchantKey }: WeChatPayConfig, settings: TransportSettings) {
    if (merchantKey === null) throw new CallFailed({ kind: "unknown", reason: "key_unreadable" });
    // `publicKey` wants the merchant's certificate, only to read the serial that is given here anyway.
    super({
      appid,
      mchid,
      serial_no: merchantSerial,
      publicKey: Buffer.alloc(0),
      privateKey: Buffer.from(merchantKey),
    });
    this.#transport = createTransport(settings);
    this.createHttp(this.#transport);
  }

  /**
   * The library takes its nonce from Math.random, now and then short enough to meet twice; WeChat refuses a second use.
   */
  override buildAuthorization(method: string, url: string, params?: Record<string, unknown>): string {
    const nonce = randomBytes(16).toString("hex");
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = this.getSignature(method, nonce, timestamp, url.slice(CANONICAL_ORIGIN.length), params);
    return this.getAuthorization(nonce, timestamp, signature);
  }

  /** The list of platform certificates, still encrypted. */
  certificates(): Promise<Delivered> {
    const url = `${CANONICAL_ORIGIN}/v3/certificates`;
    return this.#transport.get(url, { Authorization: this.buildAuthorization("GET", url) });
  }
}
