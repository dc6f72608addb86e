import { createPublicKey, sign, type KeyObject } from "node:crypto";

const DAY_MS = 86_400_000;

export type Certificate = { pem: string; from: Date; to: Date };

/**
 * Creates a self-signed X.509 certificate. It is written in DER by hand, because Node can read certificates but not
 * create them. `hosts`: the server names, when it is used for TLS.
 */
export function makeCertificate(
  privateKey: KeyObject,
  serial: string,
  now: Date,
  hosts: readonly string[] = [],
): Certificate {
  const from = new Date(now.getTime() - DAY_MS);
  const to = new Date(now.getTime() + 5 * 365 * DAY_MS);
  const name = sequence(set(sequence(der(0x06, "550403"), der(0x0c, Buffer.from("Simulated WeChat Pay platform")))));
  const body = sequence(
    ...(hosts.length > 0 ? [VERSION_3] : []),
    der(0x02, serial),
    SHA256_WITH_RSA,
    name,
    sequence(utcTime(from), utcTime(to)),
    name,
    createPublicKey(privateKey).export({ type: "spki", format: "der" }),
    ...(hosts.length > 0 ? [serverNames(hosts)] : []),
  );
  const signature = sign("RSA-SHA256", body, privateKey);
  const certificate = sequence(body, SHA256_WITH_RSA, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return { pem: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`, from, to };
}

function der(tag: number, content: Buffer | string): Buffer {
  const bytes = typeof content === "string" ? Buffer.from(content, "hex") : content;
  return Buffer.concat([Buffer.from([tag]), length(bytes.length), bytes]);
}

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.from([count]);
  const hex = count.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

const sequence = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]) => der(0x31, Buffer.concat(parts));
const utcTime = (instant: Date) =>
  der(0x17, Buffer.from(`${instant.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
const SHA256_WITH_RSA = sequence(der(0x06, "2a864886f70d01010b"), der(0x05, ""));
// Extensions exist from version 3 on, which is encoded as 2.
const VERSION_3 = der(0xa0, der(0x02, "02"));

/** The extension subjectAltName. Clients compare the requested host name with these names. */
const serverNames = (hosts: readonly string[]) =>
  der(
    0xa3,
    sequence(sequence(der(0x06, "551d11"), der(0x04, sequence(...hosts.map((host) => der(0x82, Buffer.from(host))))))),
  );
