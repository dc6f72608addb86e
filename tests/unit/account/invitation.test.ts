import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  INVITATION_BYTES,
  invitationEnd,
  invitationParams,
  invitationText,
  invitationToken,
  memberState,
  readInvitationToken,
} from "@/lib/domain/account/invitation";

const now = new Date("2026-11-30T08:00:00Z");

describe("the token of an invitation", () => {
  it("has 120 random bits in four parts that Tencent takes as variables, six characters at most", () => {
    const token = invitationToken(randomBytes(INVITATION_BYTES));
    const parts = Object.values(invitationParams(token));
    expect(parts).toHaveLength(4);
    for (const part of parts) expect(part).toMatch(/^[a-z2-9]{6}$/);
    expect(parts.join("-")).toBe(token);
    expect(
      new Set(Array.from({ length: 256 }, (_, byte) => invitationToken(new Uint8Array(24).fill(byte))[0])).size,
    ).toBe(32);
  });

  it("depends on every one of its bytes", () => {
    const zero = new Uint8Array(INVITATION_BYTES);
    const tokens = Array.from(zero, (_, at) => invitationToken(zero.map((byte, index) => (index === at ? 1 : byte))));
    expect(new Set([invitationToken(zero), ...tokens]).size).toBe(INVITATION_BYTES + 1);
  });

  it.each([
    ["abcdef-ghjkln-pqrstu-vwxyz2", "abcdef-ghjkln-pqrstu-vwxyz2"],
    [" ABCDEF-GHJKLN-PQRSTU-VWXYZ2 ", "abcdef-ghjkln-pqrstu-vwxyz2"],
    ["abcdef-ghjkln-pqrstu", null],
    ["abcdef-ghjkln-pqrstu-vwxyz1", null],
    ["abcdef-ghjkln-pqrstu-vwxyz2-", null],
    ["", null],
  ])("is read from %j as %j", (typed, read) => {
    expect(readInvitationToken(typed)).toBe(read);
  });

  it("is what makes two messages differ: the text names nobody", () => {
    expect(invitationText("https://exam.example/admin/invitation/a-b-c-d")).toBe(
      "您已被邀请使用学士学位外语报名系统管理端，请在72小时内打开 https://exam.example/admin/invitation/a-b-c-d 设置密码。链接只能使用一次，请勿转发。",
    );
  });
});

describe("the state of a member", () => {
  const invitedUntil = invitationEnd(now);
  const at = (milliseconds: number) => new Date(invitedUntil.getTime() + milliseconds);
  it.each([
    ["invited", { disabledAt: null, hasPassword: false, invitedUntil }, at(-1)],
    ["invitation_over", { disabledAt: null, hasPassword: false, invitedUntil }, at(0)],
    ["invitation_over", { disabledAt: null, hasPassword: false, invitedUntil }, at(1)],
    ["not_invited", { disabledAt: null, hasPassword: false, invitedUntil: null }, now],
    ["active", { disabledAt: null, hasPassword: true, invitedUntil: null }, now],
    ["disabled", { disabledAt: now, hasPassword: true, invitedUntil: null }, now],
  ] as const)("is %s", (state, member, when) => {
    expect(memberState(member, when)).toBe(state);
  });
});
