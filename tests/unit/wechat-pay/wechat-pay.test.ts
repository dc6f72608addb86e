import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCipheriv, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ZodError } from "zod";
import { cleanText } from "@/lib/adapter/wechat-pay/clean-text";
import { openResource } from "@/lib/adapter/wechat-pay/gcm";
import { createKeyRing } from "@/lib/adapter/wechat-pay/key-ring";
import { orderBody } from "@/lib/adapter/wechat-pay/order-body";
import { findSignatureProblem } from "@/lib/adapter/wechat-pay/signature";
import { transactionSchema } from "@/lib/adapter/wechat-pay/transaction";

describe("cleanText", () => {
  it.each([
    ["学位外语考试报名费", 127, "学位外语考试报名费"],
    ["考试🎓报名\n费\t用", 127, "考试报名 费 用"],
    ["𠮷田\u0000\u200B\u202E费", 127, "田 费"],
    ["\uD83D孤立", 127, "孤立"],
    ["  a  ", 127, "a"],
    ["考".repeat(200), 127, "考".repeat(127)],
    ["abcd efgh", 5, "abcd"],
  ])("%j cut to %i", (text, max, cleaned) => {
    expect(cleanText(text, max)).toBe(cleaned);
  });
});

describe("openResource", () => {
  const key = "0123456789abcdef0123456789abcdef";
  const seal = (plaintext: string, associated_data: string) => {
    const cipher = createCipheriv("aes-256-gcm", key, "abcdefghijkl").setAAD(Buffer.from(associated_data));
    const bytes = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    return {
      algorithm: "AEAD_AES_256_GCM" as const,
      ciphertext: bytes.toString("base64"),
      nonce: "abcdefghijkl",
      associated_data,
    };
  };

  it.each(["transaction", ""])("opens what the key sealed, associated data %j", (associated) => {
    expect(openResource(seal('{"total":100}', associated), key)).toBe('{"total":100}');
  });

  it("refuses a change of any single bit, tag included", () => {
    const sealed = seal('{"total":100}', "transaction");
    const bytes = Buffer.from(sealed.ciphertext, "base64");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(openResource({ ...sealed, ciphertext: changed.toString("base64") }, key), `bit ${bit}`).toBeNull();
    }
  });

  it("refuses another key, nonce or associated data, and a text shorter than its tag", () => {
    const sealed = seal("secret", "transaction");
    expect(openResource(sealed, "f".repeat(32))).toBeNull();
    expect(openResource({ ...sealed, nonce: "abcdefghijkm" }, key)).toBeNull();
    expect(openResource({ ...sealed, associated_data: "certificate" }, key)).toBeNull();
    expect(openResource({ ...sealed, ciphertext: "AAAA" }, key)).toBeNull();
    expect(
      openResource(
        { ...sealed, ciphertext: Buffer.from(sealed.ciphertext, "base64").subarray(0, -1).toString("base64") },
        key,
      ),
    ).toBeNull();
  });
});

describe("findSignatureProblem", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const now = new Date("2026-11-24T04:00:00.500Z");
  const second = Math.floor(now.getTime() / 1000);
  const body = Buffer.from('{"金额":100}');
  const keyOf = (serial: string) => Promise.resolve(serial === "PUB_KEY_ID_01" ? publicKey : undefined);

  const signed = (timestamp: string | number, signedBody: Uint8Array = body) =>
    new Headers({
      "Wechatpay-Timestamp": String(timestamp),
      "Wechatpay-Nonce": "nonce",
      "Wechatpay-Serial": "PUB_KEY_ID_01",
      "Wechatpay-Signature": sign(
        "RSA-SHA256",
        Buffer.concat([Buffer.from(`${timestamp}\nnonce\n`), signedBody, Buffer.from("\n")]),
        privateKey,
      ).toString("base64"),
    });
  const withHeader = (name: string, value: string) => {
    const headers = signed(second);
    headers.set(name, value);
    return headers;
  };
  const without = (name: string) => {
    const headers = signed(second);
    headers.delete(name);
    return headers;
  };

  it("accepts what WeChat signed, an empty body too", async () => {
    expect(await findSignatureProblem(signed(second), body, keyOf, now)).toBeNull();
    expect(await findSignatureProblem(signed(second, Buffer.alloc(0)), Buffer.alloc(0), keyOf, now)).toBeNull();
  });

  it.each(["timestamp", "nonce", "serial", "signature"])("misses a Wechatpay-%s", async (name) => {
    expect(await findSignatureProblem(without(`wechatpay-${name}`), body, keyOf, now)).toBe("signature_missing");
  });

  it.each([
    [-301, "signature_stale"],
    [-300, null],
    [300, null],
    [301, "signature_stale"],
  ])("judges a timestamp %i seconds off", async (offset, problem) => {
    expect(await findSignatureProblem(signed(second + offset), body, keyOf, now)).toBe(problem);
  });

  it.each(["", "0", "-1", "1e9", "99999999999999", `${second}.0`, "今天"])(
    "takes no timestamp %j",
    async (timestamp) => {
      expect(
        await findSignatureProblem(
          timestamp === "" ? without("wechatpay-timestamp") : withHeader("wechatpay-timestamp", encodeURI(timestamp)),
          body,
          keyOf,
          now,
        ),
      ).toMatch(/^signature_(missing|stale)$/);
    },
  );

  it("does not look for a key before the message proves fresh", async () => {
    const asked: string[] = [];
    await findSignatureProblem(signed(second - 301), body, (serial) => (asked.push(serial), keyOf(serial)), now);
    expect(asked).toEqual([]);
  });

  it.each(["PUB_KEY_ID_02", "constructor", "__proto__"])("knows no serial %s", async (serial) => {
    expect(await findSignatureProblem(withHeader("wechatpay-serial", serial), body, keyOf, now)).toBe("serial_unknown");
  });

  it.each([
    ["another body", signed(second), Buffer.from('{"金额":900}')],
    ["the same JSON in other bytes", signed(second), Buffer.from('{"金额": 100}')],
    ["another nonce", withHeader("wechatpay-nonce", "other"), body],
    ["another time", withHeader("wechatpay-timestamp", String(second + 1)), body],
    ["no base64 at all", withHeader("wechatpay-signature", "!"), body],
  ])("refuses a signature over %s", async (_, headers, bytes) => {
    expect(await findSignatureProblem(headers, bytes, keyOf, now)).toBe("signature_wrong");
  });
});

it.each([[0], [301]])("tells WeChat's own probe from a forgery, %i seconds old, and looks for no key", async (age) => {
  const headers = new Headers({
    "Wechatpay-Timestamp": String(Math.floor(Date.now() / 1000) - age),
    "Wechatpay-Nonce": "nonce",
    "Wechatpay-Serial": "PUB_KEY_ID_01",
    "Wechatpay-Signature": `WECHATPAY/SIGNTEST/${Buffer.alloc(256, 1).toString("base64")}`,
  });
  const keyOf = () => Promise.reject(new Error("no key is needed"));
  expect(await findSignatureProblem(headers, Buffer.from("{}"), keyOf, new Date())).toBe("signature_probe");
});

describe("createKeyRing", () => {
  const { publicKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const serial = "5".repeat(40);
  const start = new Date("2026-11-24T00:00:00Z").getTime();
  const at = (seconds: number) => new Date(start + seconds * 1000);
  const listed = new Map([[serial, { key, validFrom: at(-60), validTo: at(90_000) }]]);
  const ring = (answers: (Map<string, never> | typeof listed | Error)[]) => {
    let asked = 0;
    const fetchCertificates = async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      await Promise.resolve();
      if (answer === undefined || answer instanceof Error) throw new Error("unreachable");
      return answer;
    };
    return { ...createKeyRing({ publicKey: undefined, fetchCertificates }), asked: () => asked };
  };

  it("asks once for any number of unknown serials at the same time", async () => {
    const { keyOf, asked } = ring([listed]);
    const keys = await Promise.all(
      [serial, serial.toUpperCase(), "6".repeat(40), "7".repeat(40)].map((each) => keyOf(each, at(0))),
    );
    expect(keys).toEqual([key, key, undefined, undefined]);
    expect(asked()).toBe(1);
  });

  it("asks again only after a minute, whether or not the first answer came", async () => {
    const { keyOf, asked } = ring([new Error("unreachable"), listed]);
    expect(await keyOf(serial, at(0))).toBeUndefined();
    expect(await keyOf(serial, at(59.999))).toBeUndefined();
    expect(asked()).toBe(1);
    expect(await keyOf(serial, at(60))).toBe(key);
    expect(asked()).toBe(2);
  });

  it("never asks for something that is no certificate's serial", async () => {
    const { keyOf, asked } = ring([listed]);
    for (const odd of ["PUB_KEY_ID_01", "constructor", "", "x".repeat(40), "5".repeat(41)])
      expect(await keyOf(odd, at(0))).toBeUndefined();
    expect(asked()).toBe(0);
  });

  it("stops trusting a certificate that has ended, and looks at the list anew every twelve hours", async () => {
    const { keyOf, asked } = ring([listed]);
    expect(await keyOf(serial, at(0))).toBe(key);
    expect(await keyOf(serial, at(12 * 3600 - 1))).toBe(key);
    expect(asked()).toBe(1);
    expect(await keyOf(serial, at(12 * 3600))).toBe(key);
    expect(asked()).toBe(2);
    expect(await keyOf(serial, at(90_001))).toBeUndefined();
  });

  it("asks again at once when the last time lies ahead: our clock was wrong then", async () => {
    const { keyOf, asked } = ring([new Error("unreachable"), listed]);
    expect(await keyOf(serial, at(3600))).toBeUndefined();
    expect(await keyOf(serial, at(0))).toBe(key);
    expect(asked()).toBe(2);
  });

  it("says that the public key's file cannot be read, and reads it when it is back", async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "key-")), "wechat.pem");
    const pem = key.export({ type: "spki", format: "pem" });
    const { keyOf } = createKeyRing({
      publicKey: { id: "PUB_KEY_ID_01", file },
      fetchCertificates: () => Promise.resolve(new Map()),
    });
    expect(await keyOf("PUB_KEY_ID_01", at(0))).toBe("unreadable");
    writeFileSync(file, pem.slice(0, 80));
    expect(await keyOf("PUB_KEY_ID_01", at(0))).toBe("unreadable");
    writeFileSync(file, pem);
    utimesSync(file, 1, 1);
    expect(await keyOf("PUB_KEY_ID_01", at(0))).toMatchObject({ type: "public" });
    rmSync(file);
    expect(await keyOf("PUB_KEY_ID_01", at(0))).toBe("unreadable");
  });

  it("keeps what it has when the list comes empty", async () => {
    const { keyOf } = ring([listed, new Map<string, never>()]);
    await keyOf(serial, at(0));
    expect(await keyOf(serial, at(13 * 3600))).toBe(key);
  });
});

describe("transactionSchema", () => {
  const paid = {
    appid: "wx1",
    mchid: "1",
    out_trade_no: "ORDER-1",
    transaction_id: "4200",
    trade_state: "SUCCESS",
    success_time: "2026-11-24T12:00:00+08:00",
    payer: { openid: "o-secret" },
    amount: { total: 5000, payer_total: 4000, currency: "CNY" },
    news: "a field of tomorrow",
  };

  it("reads a payment and leaves the openid behind", () => {
    expect(transactionSchema.parse(paid)).toEqual({
      appid: "wx1",
      mchid: "1",
      outTradeNo: "ORDER-1",
      paid: true,
      tradeState: "SUCCESS",
      transactionId: "4200",
      successTime: new Date("2026-11-24T04:00:00Z"),
      amount: 5000,
      payerTotal: 4000,
      currency: "CNY",
    });
  });

  it("counts an order refunded since as paid", () => {
    expect(transactionSchema.parse({ ...paid, trade_state: "REFUND" })).toMatchObject({
      paid: true,
      tradeState: "REFUND",
    });
  });

  it.each([
    { transaction_id: undefined },
    { success_time: "yesterday" },
    { amount: undefined },
    { amount: { total: 50.5, currency: "CNY" } },
    { amount: { total: "5000", currency: "CNY" } },
    { trade_state: "SOMETHING_NEW" },
  ])("does not take %j for a payment", (change) => {
    expect(transactionSchema.safeParse({ ...paid, ...change }).success).toBe(false);
  });
});

describe("orderBody", () => {
  const wish = {
    channel: "NATIVE" as const,
    clientIp: "",
    outTradeNo: "ORDER-0001",
    description: "学位外语🎓",
    total: 5000,
    expiresAt: new Date("2026-11-24T12:00:00Z"),
    notifyUrl: "https://example.edu.cn/api/wechat-pay/notify",
  };

  it("writes the body WeChat wants", () => {
    expect(orderBody(wish)).toEqual({
      description: "学位外语",
      out_trade_no: "ORDER-0001",
      time_expire: "2026-11-24T20:00:00+08:00",
      notify_url: wish.notifyUrl,
      amount: { total: 5000, currency: "CNY" },
    });
  });

  it("tells the payer's address where the browser of a phone pays", () => {
    expect(orderBody({ ...wish, channel: "H5", clientIp: "203.0.113.7" }).scene_info).toEqual({
      payer_client_ip: "203.0.113.7",
      h5_info: { type: "Wap" },
    });
  });

  it.each([
    { outTradeNo: "a/b?c#d" },
    { outTradeNo: "short" },
    { total: 0 },
    { total: 0.5 },
    { description: "🎓" },
    { notifyUrl: "/notify" },
  ])("refuses %j", (change) => {
    expect(() => orderBody({ ...wish, ...change })).toThrow(ZodError);
  });
});
