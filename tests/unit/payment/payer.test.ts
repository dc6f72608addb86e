import { describe, expect, it } from "vitest";
import { payerIdentity, samePayer } from "@/lib/domain/payment/payer";

describe("payerIdentity", () => {
  it.each([
    ["RESIDENT_ID", "431021199109105126", "IDCARD"],
    ["HK_MACAO_TAIWAN_RESIDENCE", "810000199408230021", "HONGKONG_MACAO_RESIDENT"],
    ["HK_MACAO_TAIWAN_RESIDENCE", "820000199408230021", "HONGKONG_MACAO_RESIDENT"],
    ["HK_MACAO_TAIWAN_RESIDENCE", "830000199408230021", "TAIWAN_RESIDENT"],
    ["HK_MACAO_PERMIT", "H12345678", "HONGKONG_MACAO"],
    ["FOREIGN_RESIDENT_ID", "ABC123456789012", "FOREIGN_RESIDENT"],
    ["PASSPORT", "E12345678", "OVERSEA_PASSPORT"],
  ] as const)("names a holder of %s (%s) as WeChat does: %s", (kind, number, type) => {
    expect(payerIdentity({ kind, number, name: "张三" })).toEqual({ type, number, name: "张三" });
  });

  it.each([
    ["a document WeChat has no word for", { kind: "TAIWAN_PERMIT", number: "12345678", name: "张三" }],
    [
      "a character of four bytes, which WeChat refuses",
      { kind: "RESIDENT_ID", number: "431021199109105126", name: "王𬱖" },
    ],
    ["a name that staff have still to write", { kind: "RESIDENT_ID", number: "431021199109105126", name: "王〓" }],
    ["a name of more than 32", { kind: "RESIDENT_ID", number: "431021199109105126", name: "买".repeat(33) }],
  ] as const)("lets somebody with %s pay like everybody else", (_why, person) => {
    expect(payerIdentity(person)).toBeNull();
  });
});

describe("samePayer", () => {
  const identity = { type: "IDCARD", number: "431021199109105126", name: "张三" } as const;

  it.each([
    [null, null],
    [{ openid: "o1" }, { openid: "o1" }],
    [{ identity }, { identity: { ...identity } }],
  ] as const)("is true of %j and %j", (one, other) => expect(samePayer(one, other)).toBe(true));

  it.each([
    [null, { openid: "o1" }],
    [{ openid: "o1" }, { openid: "o2" }],
    [{ openid: "o1" }, { openid: "o1", identity }],
    [{ identity }, { identity: { ...identity, number: "431021199109105134" } }],
    [{ identity }, { identity: { ...identity, name: "张叁" } }],
  ] as const)("is false of %j and %j", (one, other) => {
    expect(samePayer(one, other)).toBe(false);
    expect(samePayer(other, one)).toBe(false);
  });
});
