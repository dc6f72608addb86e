import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { askAliyun, sendByAliyun, signAliyun } from "@/lib/adapter/sms/aliyun";
import { appendToOutbox } from "@/lib/adapter/sms/outbox";
import { SmsError, SmsUnanswered } from "@/lib/adapter/sms/message";
import { askTencent, sendByTencent, signTencent } from "@/lib/adapter/sms/tencent";

const now = new Date("2026-11-24T04:00:00.123Z");
const message = {
  phone: "13800138000",
  template: "verification-code",
  params: { code: "012345" },
  text: "您的验证码为012345",
} as const;

type Received = { method: string; url: URL; headers: IncomingHttpHeaders; body: string };

/** A vendor that notes what it was sent and gives one answer. */
async function withVendor(
  status: number,
  answer: string,
  visit: (baseUrl: string) => Promise<unknown>,
): Promise<Received[]> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({
        method: request.method ?? "",
        url: new URL(request.url ?? "", "http://vendor"),
        headers: request.headers,
        body,
      });
      response.writeHead(status, { "content-type": "application/json" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await visit(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  return received;
}

describe("Alibaba Cloud", () => {
  const key = { accessKeyId: "YourAccessKeyId", accessKeySecret: "YourAccessKeySecret" };
  const settings = {
    ...key,
    signName: "武汉轻工大学",
    templateCodes: { "verification-code": "SMS_1", "review-result": "SMS_2", refund: undefined },
  };

  it("signs the example of the vendor's documentation as printed there", () => {
    const { search, headers } = signAliyun(
      {
        host: "ecs.cn-shanghai.aliyuncs.com",
        action: "RunInstances",
        version: "2014-05-26",
        query: { RegionId: "cn-shanghai", ImageId: "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd" },
        date: "2023-10-26T10:22:32Z",
        nonce: "3156853299f313e23d1673dc12e1703d",
      },
      key,
    );
    expect(search).toBe("ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai");
    expect(headers.authorization).toBe(
      "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });

  it("sends phone, template and code, signed over what travels", async () => {
    const [request] = await withVendor(200, '{"Code":"OK"}', (baseUrl) =>
      sendByAliyun(message, { ...settings, baseUrl }, now),
    );
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
      PhoneNumbers: "13800138000",
      SignName: "武汉轻工大学",
      TemplateCode: "SMS_1",
      TemplateParam: '{"code":"012345"}',
    });
    const { host = "", authorization } = request?.headers ?? {};
    const expected = signAliyun(
      {
        host,
        action: "SendSms",
        version: "2017-05-25",
        query: Object.fromEntries(request?.url.searchParams ?? []),
        date: "2026-11-24T04:00:00Z",
        nonce: String(request?.headers["x-acs-signature-nonce"]),
      },
      key,
    );
    expect(request?.method).toBe("POST");
    expect(authorization).toBe(expected.headers.authorization);
  });

  it("throws the vendor's code, and nothing about the person, when it refuses", async () => {
    await withVendor(200, '{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"13800138000"}', async (baseUrl) => {
      await expect(sendByAliyun(message, { ...settings, baseUrl }, now)).rejects.toThrow(
        /^[^0-9]*isv\.BUSINESS_LIMIT_CONTROL$/,
      );
    });
    await withVendor(502, "<html>", async (baseUrl) => {
      await expect(sendByAliyun(message, { ...settings, baseUrl }, now)).rejects.toThrow("aliyun 502");
    });
  });
});

describe("Tencent Cloud", () => {
  const key = { secretId: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******", secretKey: "Gu5t9xGARNpq86cd98joQYCN3*******" };
  const settings = {
    ...key,
    appId: "1400000000",
    signName: "武汉轻工大学",
    templateIds: { "verification-code": "1", "review-result": "2", refund: undefined },
  };

  it("signs the example of the vendor's documentation as printed there", () => {
    const body = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`;
    const { authorization } = signTencent(
      { host: "cvm.tencentcloudapi.com", service: "cvm", body, timestamp: 1_551_113_065 },
      key,
    );
    expect(authorization).toBe(
      `TC3-HMAC-SHA256 Credential=${key.secretId}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c`,
    );
  });

  it("sends phone, template and code, signed over what travels", async () => {
    const answer = '{"Response":{"SendStatusSet":[{"Code":"Ok"}]}}';
    const [request] = await withVendor(200, answer, (baseUrl) => sendByTencent(message, { ...settings, baseUrl }, now));
    expect(JSON.parse(request?.body ?? "")).toEqual({
      PhoneNumberSet: ["+8613800138000"],
      SmsSdkAppId: "1400000000",
      SignName: "武汉轻工大学",
      TemplateId: "1",
      TemplateParamSet: ["012345"],
    });
    const { host = "", authorization } = request?.headers ?? {};
    const signed = signTencent({ host, service: "sms", body: request?.body ?? "", timestamp: 1_795_492_800 }, key);
    expect(request?.headers).toMatchObject({
      authorization: signed.authorization,
      "content-type": "application/json; charset=utf-8",
      "x-tc-action": "SendSms",
      "x-tc-timestamp": "1795492800",
      "x-tc-version": "2021-01-11",
    });
    expect(authorization).toContain("2026-11-24/sms/tc3_request");
  });

  it.each([
    ['{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure"}}}', "AuthFailure.SignatureFailure"],
    [
      '{"Response":{"SendStatusSet":[{"Code":"LimitExceeded.PhoneNumberDailyLimit"}]}}',
      "LimitExceeded.PhoneNumberDailyLimit",
    ],
  ])("throws the vendor's code when it refuses: %s", async (answer, code) => {
    await withVendor(200, answer, async (baseUrl) => {
      await expect(sendByTencent(message, { ...settings, baseUrl }, now)).rejects.toThrow(code);
    });
  });
});

describe("what a vendor did with a message", () => {
  const aliyun = {
    accessKeyId: "k",
    accessKeySecret: "s",
    signName: "n",
    templateCodes: { "verification-code": "SMS_1" },
  };
  const tencent = {
    secretId: "k",
    secretKey: "s",
    appId: "1",
    signName: "n",
    templateIds: { "verification-code": "1" },
  };
  const byAliyun = (baseUrl: string, changes: object = {}) =>
    sendByAliyun({ ...message, id: "id-1", ...changes } as typeof message, { ...aliyun, baseUrl }, now);
  const byTencent = (baseUrl: string) => sendByTencent({ ...message, id: "id-1" }, { ...tencent, baseUrl }, now);
  const said = (Code: string) => JSON.stringify({ Code });
  const tells = (Code: string) => JSON.stringify({ Response: { SendStatusSet: [{ Code, SerialNo: "" }] } });
  const faultOf = (sent: Promise<unknown>) =>
    sent.then(
      () => "sent",
      (error: unknown) =>
        error instanceof SmsError ? error.fault : error instanceof SmsUnanswered ? "unknown" : error,
    );

  it("is known by his own number of it, and ours travels along", async () => {
    const [toAliyun] = await withVendor(200, '{"Code":"OK","BizId":"900^0"}', async (url) =>
      expect(await byAliyun(url)).toBe("900^0"),
    );
    expect(toAliyun?.url.searchParams.get("OutId")).toBe("id-1");
    const taken = '{"Response":{"SendStatusSet":[{"Code":"Ok","SerialNo":"5000:1"}]}}';
    const [toTencent] = await withVendor(200, taken, async (url) => expect(await byTencent(url)).toBe("5000:1"));
    expect(JSON.parse(toTencent?.body ?? "")).toMatchObject({ SessionContext: "id-1" });
  });

  it.each([
    [200, said("isv.AMOUNT_NOT_ENOUGH"), "vendor"],
    [200, said("isv.MOBILE_NUMBER_ILLEGAL"), "recipient"],
    // He may have sent it.
    [200, said("isp.SYSTEM_ERROR"), "unknown"],
    [502, "<html>", "unknown"],
    [200, "", "unknown"],
    [200, '{"hello":1}', "unknown"],
  ])("of Aliyun's answer %i %s: %s", async (status, answer, fault) => {
    await withVendor(status, answer, async (url) => expect(await faultOf(byAliyun(url))).toBe(fault));
  });

  it.each([
    [200, tells("LimitExceeded.AppDailyLimit"), "vendor"],
    [200, tells("FailedOperation.PhoneNumberInBlacklist"), "recipient"],
    [200, tells("InternalError.Timeout"), "unknown"],
    [200, '{"Response":{"Error":{"Code":"InternalError"}}}', "unknown"],
    [200, '{"Response":{}}', "unknown"],
    [504, "", "unknown"],
  ])("of Tencent's answer %i %s: %s", async (status, answer, fault) => {
    await withVendor(status, answer, async (url) => expect(await faultOf(byTencent(url))).toBe(fault));
  });

  it("is nothing where he was never reached, and where our template has no name with him", async () => {
    let gone = "";
    await withVendor(200, "", (url) => Promise.resolve((gone = url)));
    expect(await faultOf(byAliyun(gone))).toBe("vendor");
    expect(await faultOf(byAliyun(gone, { template: "refund" }))).toBe("template");
  });

  it("is asked of Aliyun by number and day, and found by our id", async () => {
    const list = (SendStatus: number) =>
      JSON.stringify({
        Code: "OK",
        SmsSendDetailDTOs: {
          SmsSendDetailDTO: [
            { OutId: "other", SendStatus: 3 },
            { OutId: "id-1", SendStatus },
          ],
        },
      });
    const at = new Date("2026-11-24T16:30:00Z");
    const ask = (id: string, answer: string) => async (fate: object) => {
      const [asked] = await withVendor(200, answer, async (baseUrl) =>
        expect(await askAliyun({ id, phone: "13800138000", at }, { ...aliyun, baseUrl }, now)).toEqual(fate),
      );
      // The day in Shanghai.
      expect(asked?.url.searchParams.get("SendDate")).toBe("20261125");
      expect(asked?.headers["x-acs-action"]).toBe("QuerySendDetails");
    };
    await ask("id-1", list(1))({ state: "sent" });
    await ask("id-1", list(2))({ state: "failed", reason: "aliyun 2" });
    await ask("id-1", list(3))({ state: "delivered" });
    await ask("id-2", list(3))({ state: "absent" });
    await ask("id-1", '{"Code":"isv.DAY_LIMIT"}')({ state: "unclear" });
  });

  it("is asked of Tencent, whose list proves nothing by what is absent", async () => {
    const answer = JSON.stringify({
      Response: { PullSmsSendStatusSet: [{ SessionContext: "id-1", ReportStatus: "FAIL", Description: "MK:0001" }] },
    });
    const ask = (id: string, fate: object) =>
      withVendor(200, answer, async (baseUrl) =>
        expect(await askTencent({ id, phone: "13800138000", at: now }, { ...tencent, baseUrl }, now)).toEqual(fate),
      );
    const [asked] = await ask("id-1", { state: "failed", reason: "tencent MK:0001" });
    expect(asked?.headers["x-tc-action"]).toBe("PullSmsSendStatusByPhoneNumber");
    await ask("id-2", { state: "unclear" });
  });
});

it("writes one line a message into the outbox, also when many come at once", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "outbox-"));
  try {
    await Promise.all(Array.from({ length: 20 }, () => appendToOutbox(path.join(folder, "new"), message, now)));
    const lines = (await readFile(path.join(folder, "new", "sms-outbox.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      Array.from({ length: 20 }, () => ({
        phone: "13800138000",
        text: "您的验证码为012345",
        code: "012345",
        at: "2026-11-24T04:00:00.123Z",
      })),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
