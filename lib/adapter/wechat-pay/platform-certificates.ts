import { X509Certificate, type KeyObject } from "node:crypto";
import { z } from "zod";
import { openResource, sealedResource } from "@/lib/adapter/wechat-pay/gcm";

export type PlatformCertificate = { key: KeyObject; validFrom: Date; validTo: Date };

const certificateList = z.object({
  data: z.array(z.object({ serial_no: z.string(), encrypt_certificate: sealedResource })),
});

/**
 * Platform certificates by upper-case serial. One that cannot be opened, or is not what its entry says, is left out.
 */
export function readCertificates(body: unknown, apiV3Key: string): Map<string, PlatformCertificate> {
  const certificates = new Map<string, PlatformCertificate>();
  const list = certificateList.safeParse(body);
  for (const { serial_no, encrypt_certificate } of list.data?.data ?? []) {
    const certificate = parse(openResource(encrypt_certificate, apiV3Key));
    const serial = serial_no.toUpperCase();
    if (
      !certificate ||
      bare(certificate.serialNumber) !== bare(serial) ||
      certificate.publicKey.asymmetricKeyType !== "rsa"
    )
      continue;
    certificates.set(serial, {
      key: certificate.publicKey,
      validFrom: new Date(certificate.validFrom),
      validTo: new Date(certificate.validTo),
    });
  }
  return certificates;
}

const bare = (serial: string) => serial.toUpperCase().replace(/^0+/, "");

function parse(pem: string | null): X509Certificate | null {
  try {
    return pem === null ? null : new X509Certificate(pem);
  } catch {
    return null;
  }
}
