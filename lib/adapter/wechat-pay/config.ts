/** What one merchant needs to speak with WeChat Pay. Secrets live here and nowhere else in the adapter's memory. */
export type WeChatPayConfig = {
  /** Where to send requests, without a trailing slash; signatures cover the path only, so any host may stand in. */
  baseUrl: string;
  mchid: string;
  appid: string;
  /** Serial of the merchant's own API certificate, upper-case hex. Answers carry the serial of WeChat's key instead. */
  merchantSerial: string;
  /**
   * The merchant's private key, PEM; null while its file cannot be read: every call is then answered "key_unreadable".
   */
  merchantKey: string | null;
  /** 32 ASCII characters. */
  apiV3Key: string;
  /**
   * WeChat Pay's public key (微信支付公钥). Absent: platform certificates only. Present: both kinds are accepted, each
   * message by its own serial.
   */
  publicKey?: { id: string; file: string };
  /** How long one call may take altogether, retries included. 10 s unless told otherwise. */
  timeoutMs?: number;
};
