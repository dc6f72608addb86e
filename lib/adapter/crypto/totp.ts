import { generateSecret, generateSync, generateURI } from "otplib";

// Time-based one-time codes (RFC 6238) as every authenticator app knows them: SHA-1, six digits, a new code every 30
// seconds. Which steps count, and how often, is decided in lib/domain/account/second-factor.ts.

/** A new secret of 160 bits, in base32. */
export const newTotpSecret = (): string => generateSecret({ length: 20 });

/** The code of one 30-second step, counted from 1970. */
export const totpCode = (secret: string, step: number): string =>
  generateSync({ secret, epoch: step * 30, period: 30, digits: 6, algorithm: "sha1" });

/** What an authenticator app reads from the QR code. */
export const totpAddress = ({ secret, issuer, label }: { secret: string; issuer: string; label: string }): string =>
  generateURI({ secret, issuer, label });
