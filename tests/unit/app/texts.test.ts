import { describe, expect, it } from "vitest";
import { readDisplay, displayValue } from "@/app/_lib/display-choice";
import { textsIn } from "@/app/_lib/texts";
import { fromShanghai } from "@/lib/core/clock";

const HOUR = 3_600_000;
const sunday = fromShanghai(2026, 12, 6, 17);
const midnight = fromShanghai(2026, 12, 7);

describe("dates and amounts in the visitor's language", () => {
  const [zh, en] = [textsIn("zh"), textsIn("en")];

  it("Chinese: short, with weekday and hour", () => {
    expect(zh.instant(sunday)).toBe("12月6日 周日 17:00");
    expect(zh.date(sunday)).toBe("12月6日 周日");
    expect(zh.closing(sunday)).toBe("12月6日 周日 17:00");
    expect(zh.closing(midnight)).toBe("12月6日 周日 24:00");
    expect(zh.left(3 * 24 * HOUR + 5 * HOUR)).toBe("3天5小时");
    expect(zh.left(10 * 24 * HOUR + 5 * HOUR)).toBe("10天");
    expect(zh.yuan(5000)).toBe("50.00元");
  });

  it("English", () => {
    expect(en.instant(sunday)).toBe("Sun 6 Dec, 17:00");
    expect(en.date(sunday)).toBe("Sun 6 Dec");
    expect(en.closing(midnight)).toBe("Sun 6 Dec, 24:00");
    expect(en.closing(new Date(midnight.getTime() + 1000))).toBe("Mon 7 Dec, 00:00:01");
    expect(en.left(3 * 24 * HOUR + 5 * HOUR)).toBe("3 d 5 h");
    expect(en.left(59_999)).toBe("less than a minute");
    expect(en.left(60_000)).toBe("1 min");
    expect(en.left(HOUR)).toBe("1 h");
    expect(en.yuan(5000)).toBe("CNY 50.00");
  });

  it("fills places, and leaves a sentence without English as it is", () => {
    expect(zh.t("还有{left}", { left: "2天" })).toBe("还有2天");
    expect(en.t("没有译文{x}", { x: "$&" })).toBe("没有译文$&");
    expect(zh.t("{unknown}", { left: 1 })).toBe("{unknown}");
  });
});

describe("the choice of display in its cookie", () => {
  it.each([
    [undefined, "zh.standard.standard"],
    ["", "zh.standard.standard"],
    ["en.large.high", "en.large.high"],
    ["fr.huge.high", "zh.standard.high"],
    ["en", "en.standard.standard"],
    ["a.b.c.d.e", "zh.standard.standard"],
  ])("%j is read as %s", (value, read) => {
    expect(displayValue(readDisplay(value))).toBe(read);
  });
});
