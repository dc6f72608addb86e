import { describe, expect, it } from "vitest";
import { admitNumber, type NumberFacts, parseTemplate } from "@/lib/domain/exam-session/number-template";

const facts: NumberFacts = { schoolCode: "10496", year: 2026, season: "AUTUMN", languageCode: "1", room: 7, seat: 3 };
const usual = "{school:5}{yy}{half}{language:1}{room:3}{seat:2}";

describe("admitNumber", () => {
  it("puts a seat's number together, every part of fixed width", () =>
    expect(admitNumber(usual, facts)).toBe("10496" + "26" + "2" + "1" + "007" + "03"));
  it("counts spring as the first half of the year", () =>
    expect(admitNumber("{year}{half}{room:2}{seat:2}", { ...facts, season: "SPRING" })).toBe("202610703"));
  it("keeps digits that stand for themselves", () => expect(admitNumber("42{room:2}0{seat:2}", facts)).toBe("4207003"));
  it("refuses a value that is wider than its place", () => {
    expect(admitNumber(usual, { ...facts, room: 1000 })).toBeNull();
    expect(admitNumber(usual, { ...facts, schoolCode: "104960" })).toBeNull();
  });
});

describe("parseTemplate", () => {
  it.each([
    ["", "empty"],
    ["{room:3}", "no seat, so not unique"],
    ["{seat:2}{yy}", "no room"],
    ["{room:3}{seat:2}{seat:2}", "a part twice"],
    ["{room:3}{seat:2}-", "not only digits"],
    ["{room:3}{seat:2}A", "a letter"],
    ["{room}{seat:2}", "no width"],
    ["{yy:2}{room:3}{seat:2}", "a width where it is fixed"],
    ["{name:3}{room:3}{seat:2}", "an unknown placeholder"],
    ["{room:3}{seat:2", "a brace left open"],
    ["{room:3}{seat:0}", "no digits at all"],
    [`${"9".repeat(30)}{room:3}{seat:2}`, "longer than 32"],
  ])("refuses %j: %s", (template) => expect(parseTemplate(template)).toBeNull());

  it("takes the usual template", () => expect(parseTemplate(usual)).not.toBeNull());
});
