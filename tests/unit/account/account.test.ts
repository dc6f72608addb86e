import { describe, expect, it } from "vitest";
import { newPasswordSchema, phoneSchema, registerSchema, signInSchema } from "@/lib/domain/account/schema";
import { checkedWithin } from "@/lib/domain/account/reset";
import {
  codeExpiry,
  codeText,
  formatCode,
  isUsable,
  PHONE_CEILING,
  quotaStart,
  readSmsCode,
  sendTerms,
  TRIES,
} from "@/lib/domain/account/sms-code";
import { addressIn, wholeAddressIn } from "@/lib/http/client-address";
import { byField } from "@/lib/auth/form-state";
import { readRoles } from "@/lib/cli/staff";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = new Date("2026-11-24T04:00:00.000Z");
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);

describe("a code by message", () => {
  it("lives ten minutes, its last instant excluded", () => {
    const code = { expiresAt: codeExpiry(before(10 * MINUTE)), usedAt: null, tries: 0 };
    expect(isUsable(code, before(1))).toBe(true);
    expect(isUsable(code, now)).toBe(false);
    expect(isUsable(code, before(-1))).toBe(false);
  });

  it("is worth nothing once used or tried five times", () => {
    const code = { expiresAt: codeExpiry(now), usedAt: null, tries: TRIES - 1 };
    expect(isUsable(code, now)).toBe(true);
    expect(isUsable({ ...code, tries: TRIES }, now)).toBe(false);
    expect(isUsable({ ...code, usedAt: now }, now)).toBe(false);
  });

  it("has six digits, leading zeros included", () => {
    expect(formatCode(42)).toBe("000042");
    expect(formatCode(999_999)).toBe("999999");
  });
});

describe("how often a phone is sent a code", () => {
  const asker = { browserIndex: "me", addressIndex: "here", known: false };
  type Send = Parameters<typeof sendTerms>[0][number];
  const by = (browserIndex: string, addressIndex: string, sentAt: readonly Date[]): Send[] =>
    sentAt.map((createdAt) => ({ createdAt, browserIndex, addressIndex }));
  const refusalOf = (sends: Send[]) => {
    const terms = sendTerms(sends, asker, now);
    return terms.ok ? null : terms.error;
  };
  const spread = (count: number, within: number) =>
    Array.from({ length: count }, (_, index) => before(within - 1 - index * 2 * MINUTE));

  it.each([
    ["a minute less a millisecond after the last one", [before(MINUTE - 1)], "sms_too_soon"],
    ["a minute after the last one", [before(MINUTE)], null],
    ["a minute and a millisecond after it", [before(MINUTE + 1)], null],
    ["five within the hour", spread(5, HOUR), "sms_hourly_limit"],
    ["four within the hour, the fifth exactly an hour ago", [...spread(5, HOUR).slice(1), before(HOUR)], null],
    ["ten within the day", spread(10, 24 * HOUR), "sms_daily_limit"],
    ["nine within the day, the tenth exactly a day ago", [...spread(10, 24 * HOUR).slice(1), before(24 * HOUR)], null],
    ["none", [], null],
  ])("%s: %#", (_, sentAt, refusal) => {
    expect(refusalOf(by("me", "here", sentAt))).toBe(refusal);
  });

  it("names the longest wait when several quotas are full", () => {
    expect(refusalOf(by("me", "here", [before(1000), ...spread(10, 24 * HOUR)]))).toBe("sms_daily_limit");
  });

  it("counts what the same browser asked for elsewhere and what another asked for from here", () => {
    expect(refusalOf(by("me", "elsewhere", [before(1000)]))).toBe("sms_too_soon");
    expect(refusalOf(by("another", "here", [before(1000)]))).toBe("sms_too_soon");
  });

  it("asks a price for what strangers elsewhere used up, and refuses nothing", () => {
    const price = (sends: Send[]) => {
      const terms = sendTerms(sends, asker, now);
      return terms.ok ? terms.value.price : terms.error;
    };
    const strangers = (count: number, within = HOUR) =>
      by(
        "another",
        "elsewhere",
        Array.from({ length: count }, () => before(within - 1)),
      );
    expect([4, 5, 7, 8, 11, 14, 17, 20].map((count) => price(strangers(count)))).toEqual([0, 1, 1, 2, 4, 8, 16, 32]);
    expect([9, 10, 12, 13].map((count) => price(strangers(count, 24 * HOUR)))).toEqual([0, 1, 1, 2]);
    expect(price(strangers(PHONE_CEILING - 1))).toBe(32);
    expect(price(strangers(PHONE_CEILING))).toBe("sms_phone_ceiling");
  });

  it("lets a browser that signed in before answer for itself alone", () => {
    const known = { ...asker, known: true };
    const attack = [...by("another", "elsewhere", spread(60, HOUR)), ...by("another", "here", spread(10, HOUR))];
    expect(sendTerms(attack, known, now)).toEqual({ ok: true, value: { price: 0 } });
    expect(sendTerms([...attack, ...by("me", "here", [before(1000)])], known, now)).toEqual({
      ok: false,
      error: "sms_too_soon",
    });
  });

  it("looks back as far as the longest quota reaches", () => {
    expect(quotaStart(now)).toEqual(before(24 * HOUR));
  });
});

it("lets a new password be typed for ten minutes after the code's end", () => {
  expect(checkedWithin(before(10 * MINUTE - 1), now)).toBe(true);
  expect(checkedWithin(before(10 * MINUTE), now)).toBe(false);
});

describe("what is typed", () => {
  const filled = {
    phone: "138 0013-8000",
    smsCode: " 123456",
    password: "12345678",
    confirmPassword: "12345678",
    consent: "on",
  };
  const problems = (input: object) => {
    const parsed = registerSchema.safeParse(input);
    return parsed.success ? {} : byField(parsed.error);
  };

  it("is cleaned before it is judged", () => {
    expect(registerSchema.parse({ ...filled, phone: "+86 １３８００１３８０００" })).toMatchObject({
      phone: "13800138000",
      smsCode: "123456",
    });
  });

  it.each([
    ["606561606561", "606561"],
    ["606561 606561", "606561"],
    ["606561606561606561", "606561"],
    ["验证码：606561。", "606561"],
    ["606 561", "606561"],
    ["606-561", "606561"],
    ["6 0 6 5 6 1", "606561"],
    ["６０６５６１", "606561"],
    ["\u2068606561\u2069", "606561"],
    ["606\u00AD561", "606561"],
    [codeText("606561"), "606561"],
    ["【武汉轻工大学】您的验证码为 606 561，10分钟内有效，电话02783956789", "606561"],
  ])("finds the code in %j", (typed, code) => {
    expect(readSmsCode(typed)).toEqual({ ok: true, value: code });
    expect(registerSchema.parse({ ...filled, smsCode: typed }).smsCode).toBe(code);
  });

  it.each([
    ["606561123456", "sms_code_several"],
    ["606561 123456", "sms_code_several"],
    [`${codeText("606561")}${codeText("123456")}`, "sms_code_several"],
    ["60656", "sms_code_malformed"],
    ["6065611", "sms_code_malformed"],
    ["六零六五六一", "sms_code_malformed"],
    ["", "sms_code_missing"],
    [" \u200B", "sms_code_missing"],
  ])("refuses %j in words", (typed, refused) => {
    expect(problems({ ...filled, smsCode: typed })).toEqual({ smsCode: [refused] });
  });

  it.each([
    "8613800138000",
    "0086 138 0013 8000",
    "手机：138-0013-8000",
    "(+86)13800138000",
    "138.0013.8000",
    "\u202A+86 138 0013 8000\u202C",
  ])("takes the phone %j", (typed) => {
    expect(registerSchema.parse({ ...filled, phone: typed }).phone).toBe("13800138000");
  });

  it("is complained about all at once, once a field", () => {
    expect(problems({})).toEqual({
      phone: ["phone_missing"],
      smsCode: ["sms_code_missing"],
      password: ["password_missing"],
      confirmPassword: ["confirm_password_missing"],
      consent: ["consent_missing"],
    });
    expect(
      problems({ ...filled, phone: "12800138000", smsCode: "12345", confirmPassword: "12345679", consent: "" }),
    ).toEqual({
      phone: ["phone_not_mobile"],
      smsCode: ["sms_code_malformed"],
      confirmPassword: ["passwords_differ"],
      consent: ["consent_missing"],
    });
  });

  it("may be a file or anything else without breaking", () => {
    expect(problems({ ...filled, phone: new File([], "x"), consent: 1 })).toEqual({
      phone: ["phone_missing"],
      consent: ["consent_missing"],
    });
  });

  it.each([
    [7, false],
    [8, true],
    [256, true],
    [257, false],
  ])("takes a password of %i characters: %s", (length, fine) => {
    const password = "密".repeat(length);
    expect(newPasswordSchema.safeParse({ password, confirmPassword: password }).success).toBe(fine);
  });

  it("keeps spaces in a password", () => {
    expect(newPasswordSchema.parse({ password: "  a b c  ", confirmPassword: "  a b c  " }).password).toBe("  a b c  ");
  });

  it("reads 记住我 and asks nothing of an old password but to be there", () => {
    expect(signInSchema.parse({ phone: "13800138000", password: "x", remember: "on" }).remember).toBe(true);
    expect(signInSchema.parse({ phone: "13800138000", password: "x" }).remember).toBe(false);
    expect(phoneSchema.safeParse({ phone: "1380013800" }).success).toBe(false);
  });
});

it.each([
  ["203.0.113.9", 0, "203.0.113.9"],
  ["6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
  ["6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["::ffff:203.0.113.9", 0, "203.0.113.9"],
  ["2001:DB8:1:2:3:4:5:6", 0, "2001:db8:1:2"],
  ["2001:db8::1", 0, "2001:db8:0:0"],
  ["2001:0db8:0001:0002::", 0, "2001:db8:1:2"],
  ["::1", 0, "0:0:0:0"],
  ["203.0.113.9:56789", 1, "203.0.113.9"],
  ["6.6.6.6:1, 203.0.113.9:56789, 10.0.0.2:443", 2, "203.0.113.9"],
  ["[2001:db8:1:2::5]:443", 1, "2001:db8:1:2"],
  ["[2001:db8:1:2::5]", 1, "2001:db8:1:2"],
  ["fe80:0:0:7::1%eth0", 1, "fe80:0:0:7"],
  ["[fe80:0:0:7::1%25eth0]:443", 1, "fe80:0:0:7"],
  ["::ffff:cb00:7109", 0, "203.0.113.9"],
  ["[::ffff:203.0.113.9]:443", 1, "203.0.113.9"],
  ["2001:db8:1:2:3::203.0.113.9", 1, "2001:db8:1:2"],
  ["not an address", 1, "unknown"],
  ["999.1.1.1:80", 1, "unknown"],
  [null, 0, "unknown"],
])("reads the caller's address from %j behind %i proxies", (header, proxies, address) => {
  expect(addressIn(header, proxies)).toBe(address);
});

it.each([
  ["6.6.6.6, ::ffff:203.0.113.9", 1, "203.0.113.9"],
  ["6.6.6.6, 2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2:3:4:5:6"],
  ["203.0.113.9:56789", 1, "203.0.113.9"],
  [null, 1, ""],
])("keeps the whole address of %j for WeChat", (header, proxies, address) => {
  expect(wholeAddressIn(header, proxies)).toBe(address);
});

it.each([
  ["administrator", ["ADMINISTRATOR"]],
  ["exam-officer", ["EXAM_OFFICER"]],
  ["EXAM_OFFICER", ["EXAM_OFFICER"]],
  ["auditor", ["AUDITOR"]],
  ["finance,exam-officer", ["EXAM_OFFICER", "FINANCE"]],
  ["finance，reviewer", ["REVIEWER", "FINANCE"]],
  ["reviewer, reviewer", ["REVIEWER"]],
  ["owner", null],
  ["finance,owner", null],
  ["finance,", null],
  ["", null],
])("reads the roles %j as %j", (typed, roles) => {
  expect(readRoles(typed)).toEqual(roles);
});
