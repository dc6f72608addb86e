import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { connect } from "node:tls";
import { expect, it } from "vitest";
import { makeCertificate } from "@/lib/wechat-pay-simulator/certificate";

it("a certificate stands for the hosts it names, to a client that trusts it, and for no other", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { pem } = makeCertificate(privateKey, "5A01", new Date(), ["one.example.cn", "two.example.cn"]);
  expect(new X509Certificate(pem).subjectAltName).toBe("DNS:one.example.cn, DNS:two.example.cn");
  const server = createServer({ key: privateKey.export({ type: "pkcs8", format: "pem" }), cert: pem });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const meet = async (servername: string, ca: string[]) => {
    const socket = connect({ host: "127.0.0.1", port, servername, ca });
    try {
      await once(socket, "secureConnect");
      return "trusted";
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    } finally {
      socket.destroy();
    }
  };
  expect(await meet("two.example.cn", [pem])).toBe("trusted");
  expect(await meet("three.example.cn", [pem])).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
  expect(await meet("two.example.cn", [])).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
  server.close();
});
