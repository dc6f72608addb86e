import { createHash, generateKeyPairSync } from "node:crypto";
import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { signAliyun } from "@/lib/adapter/sms/aliyun";
import { makeCertificate } from "@/lib/wechat-pay-simulator/certificate";

// What stands around a live installation, behind one TLS server with a certificate of the test's own: the proxy in
// front of the application, the simulator in WeChat Pay's place, and a stand-in for the SMS vendor.

export const APP_HOST = "exam.example.edu.cn";
const SMS_HOST = "dysmsapi.aliyuncs.com";
const PAY_HOST = "api.mch.weixin.qq.com";
export const HOSTS = [APP_HOST, SMS_HOST, PAY_HOST];

/** What the office has from the SMS vendor. */
export const smsAccount = {
  accessKeyId: "LTAI-live-test",
  accessKeySecret: "live-test-secret",
  signName: "某大学考务",
  templateCode: "SMS_1001",
};

/** `ports`: where the application and the simulator listen, in plain HTTP, as they do behind a proxy. */
export async function openOutsideWorld(ports: { application: number; simulator: number }) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { pem } = makeCertificate(privateKey, "5A01", new Date(), HOSTS);
  const messages: { phone: string; code: string }[] = [];
  const strangers: string[] = [];

  const server = createServer(
    { key: privateKey.export({ type: "pkcs8", format: "pem" }), cert: pem },
    (request, response) => {
      const host = (request.headers.host ?? "").split(":")[0];
      if (host === APP_HOST) return forward(request, response, ports.application);
      if (host === PAY_HOST) return forward(request, response, ports.simulator);
      if (host === SMS_HOST) return takeMessage(request, response, messages);
      strangers.push(host ?? "");
      response.writeHead(502).end();
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    certificate: pem,
    /** By this Chromium knows the certificate's key. */
    spki: createHash("sha256")
      .update(publicKey.export({ type: "spki", format: "der" }))
      .digest("base64"),
    port: (server.address() as AddressInfo).port,
    /** Hosts that were asked for and are nobody's. */
    strangers,
    /** How many messages a phone got. */
    sentTo: (phone: string): number => messages.filter((message) => message.phone === phone).length,
    /** The newest code that was sent to a phone. */
    codeOn(phone: string): string {
      const sent = messages.findLast((message) => message.phone === phone);
      if (!sent) throw new Error("no message was sent to this phone");
      return sent.code;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As a proxy does that ends TLS: the host stays, the client's address is added. */
function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
  const headers = { ...request.headers, "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https" };
  const onward = httpRequest(
    { host: "127.0.0.1", port, method: request.method, path: request.url, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on("error", () => response.writeHead(502).end());
  request.pipe(onward);
}

/**
 * SendSms of the vendor: the account, its signature over the request, the filed name and template; then the message is
 * on its way.
 */
function takeMessage(
  request: IncomingMessage,
  response: ServerResponse,
  messages: { phone: string; code: string }[],
): void {
  const { searchParams } = new URL(request.url ?? "/", `https://${SMS_HOST}`);
  const query = Object.fromEntries(searchParams);
  const header = (name: string) => String(request.headers[name] ?? "");
  const { headers: signed } = signAliyun(
    {
      host: SMS_HOST,
      action: header("x-acs-action"),
      version: header("x-acs-version"),
      query,
      date: header("x-acs-date"),
      nonce: header("x-acs-signature-nonce"),
    },
    smsAccount,
  );
  const inOrder =
    header("authorization") === signed.authorization &&
    query["SignName"] === smsAccount.signName &&
    query["TemplateCode"] === smsAccount.templateCode;
  if (inOrder) {
    const { code = "" } = JSON.parse(query["TemplateParam"] ?? "{}") as { code?: string };
    messages.push({ phone: query["PhoneNumbers"] ?? "", code });
  }
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ Code: inOrder ? "OK" : "isv.INVALID" }));
}
