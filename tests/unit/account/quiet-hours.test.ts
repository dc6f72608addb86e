import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterQuiet, beforeQuiet, isQuiet } from "@/lib/domain/account/quiet-hours";

const night = { from: 21, to: 8 };
const at = (time: string) => new Date(`2026-12-05T${time}+08:00`);

describe("quiet hours from 21:00 until before 08:00", () => {
  it.each([
    ["20:59:59.999", false],
    ["21:00:00.000", true],
    ["21:00:00.001", true],
    ["00:00:00.000", true],
    ["07:59:59.999", true],
    ["08:00:00.000", false],
    ["08:00:00.001", false],
  ])("%s: %s", (time, quiet) => {
    expect(isQuiet(at(time), night)).toBe(quiet);
    expect(isQuiet(at(time), null)).toBe(false);
  });

  it("end in the morning, and are gone before in the evening", () => {
    expect(afterQuiet(at("23:30"), night)).toEqual(new Date("2026-12-06T08:00+08:00"));
    expect(afterQuiet(at("03:00"), night)).toEqual(at("08:00"));
    expect(afterQuiet(at("12:00"), night)).toEqual(at("12:00"));
    expect(beforeQuiet(at("23:30"), night)).toEqual(at("20:00"));
    expect(beforeQuiet(at("03:00"), night)).toEqual(new Date("2026-12-04T20:00+08:00"));
    expect(beforeQuiet(at("12:00"), night)).toEqual(at("12:00"));
  });

  it("never leave a message in them, whatever they are", () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const instant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms));
    fc.assert(
      fc.property(hour, hour, instant, (from, to, when) => {
        fc.pre(from !== to);
        const after = afterQuiet(when, { from, to });
        expect(isQuiet(after, { from, to })).toBe(false);
        expect(after.getTime() - when.getTime()).toBeLessThan(24 * 3_600_000);
        expect(after.getTime()).toBeGreaterThanOrEqual(when.getTime());
        expect(beforeQuiet(when, { from, to }).getTime()).toBeLessThanOrEqual(when.getTime());
      }),
    );
  });
});
