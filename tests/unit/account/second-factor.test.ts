import { describe, expect, it } from "vitest";
import { totpCode } from "@/lib/adapter/crypto/totp";
import {
  inGroups,
  isConfirmed,
  judgeCode,
  opensDesk,
  readCode,
  recoveryCode,
  stepAt,
} from "@/lib/domain/account/second-factor";

// RFC 6238, appendix B: the secret "12345678901234567890" in base32, and the last six of its eight digits.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const vectors = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
] as const;

/** The begin of a step. */
const start = new Date(Math.ceil(Date.parse("2026-11-29T12:00:00Z") / 30_000) * 30_000);
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);
const codeOf = (step: number) => totpCode(secret, step);
/** What the app of a phone shows whose clock is off by so many milliseconds. */
const shownBy = (off: number, at = start) => codeOf(stepAt(new Date(at.getTime() + off)));
const judge = (typed: string, now = start, lastStep: number | null = null) =>
  judgeCode(typed, { codeOf, lastStep, now });

describe("a code of the second factor", () => {
  it("is the one that every authenticator app computes", () => {
    for (const [seconds, code] of vectors) expect(codeOf(stepAt(new Date(seconds * 1000)))).toBe(code);
  });

  it("counts from the step before its own to the step after, to the millisecond", () => {
    const code = codeOf(stepAt(start));
    expect(judge(code, after(-30_001))).toEqual({ ok: false, error: "second_factor_wrong" });
    expect(judge(code, after(-30_000))).toEqual({ ok: true, value: stepAt(start) });
    expect(judge(code, after(59_999))).toEqual({ ok: true, value: stepAt(start) });
    expect(judge(code, after(60_000))).toEqual({ ok: false, error: "second_factor_wrong" });
  });

  it("gets a phone in whose clock is off by 30 seconds, whenever it is asked, and never one that is off by a minute", () => {
    for (let at = 0; at < 30_000; at += 500) {
      for (const off of [-30_000, -10_000, 10_000, 30_000])
        expect(judge(shownBy(off, after(at)), after(at)).ok).toBe(true);
      for (const off of [-60_000, 60_000]) expect(judge(shownBy(off, after(at)), after(at)).ok).toBe(false);
    }
  });

  it("counts once: neither the same nor an older one is accepted again", () => {
    const step = stepAt(start);
    expect(judge(codeOf(step), start, step)).toEqual({ ok: false, error: "second_factor_used" });
    expect(judge(codeOf(step - 1), start, step)).toEqual({ ok: false, error: "second_factor_used" });
    expect(judge(codeOf(step + 1), start, step)).toEqual({ ok: true, value: step + 1 });
    expect(judge(codeOf(step), start, step - 1)).toEqual({ ok: true, value: step });
  });

  it("is one of at most three among a million", () => {
    const accepted = Array.from({ length: 1_000_000 }, (_, code) => String(code).padStart(6, "0"));
    const valid = new Set([-1, 0, 1].map((off) => codeOf(stepAt(start) + off)));
    expect(accepted.filter((code) => valid.has(code))).toHaveLength(valid.size);
    expect(valid.size).toBeLessThanOrEqual(3);
  });
});

describe("before something grave", () => {
  const asked = (givenAt: Date | null, hasFactor = true) => !isConfirmed({ hasFactor, givenAt, now: start });

  it("a code is asked again ten minutes after the last one, to the millisecond", () => {
    expect(asked(after(-599_999))).toBe(false);
    expect(asked(after(-600_000))).toBe(true);
    expect(asked(after(-600_001))).toBe(true);
    expect(asked(null)).toBe(true);
  });

  it("nobody is asked who has no second factor", () => {
    expect(asked(null, false)).toBe(false);
  });
});

describe("what is typed", () => {
  it("may have blanks, full width and dashes, and nothing else", () => {
    expect(readCode(" 123 456 ")).toEqual({ kind: "totp", code: "123456" });
    expect(readCode("１２３４５６")).toEqual({ kind: "totp", code: "123456" });
    expect(readCode("abcde-fghjk")).toEqual({ kind: "recovery", code: "ABCDEFGHJK" });
    for (const typed of ["", "12345", "1234567", "12345a", "ABCDE FGHJ", "ABCDE FGHJ0", "ABCDE FGHJKL"])
      expect(readCode(typed)).toBeNull();
  });

  it("never takes a recovery code for a code of the app", () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const code = recoveryCode(new Uint8Array(10).fill(byte));
      expect(readCode(inGroups(code, 5))).toEqual({ kind: "recovery", code });
    }
  });
});

describe("a login session", () => {
  it("opens the desk when the factor was given, or when there is none and none is required", () => {
    const givenAt = start;
    expect(opensDesk({ hasFactor: false, givenAt: null, required: false })).toBe(true);
    expect(opensDesk({ hasFactor: false, givenAt: null, required: true })).toBe(false);
    // A factor that was reset is outstanding again, whatever was given before.
    expect(opensDesk({ hasFactor: false, givenAt, required: true })).toBe(false);
    for (const required of [false, true]) {
      expect(opensDesk({ hasFactor: true, givenAt: null, required })).toBe(false);
      expect(opensDesk({ hasFactor: true, givenAt, required })).toBe(true);
    }
  });
});
