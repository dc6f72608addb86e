import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brandColours, parseBrandColour, USUAL_BRAND_COLOUR } from "@/lib/core/brand-colour";

describe("a school's colour", () => {
  it.each(["#0f4c81", "#8a1c1c", "#005a3c", "#333333", "#000000"])("%s can carry white text", (colour) => {
    expect(parseBrandColour(colour)).toBe(colour);
  });

  it("may be typed in capitals and with spaces around it", () => {
    expect(parseBrandColour(" #0F4C81 ")).toBe("#0f4c81");
  });

  // WeChat's green and antd's blue with white text: 2.38:1 and 4.10:1 (shared design, experience.md).
  it.each(["#07c160", "#1677ff", "#ffffff", "#ffcc00"])("%s is too light for white text", (colour) => {
    expect(parseBrandColour(colour)).toBeNull();
  });

  // #767676 is the well-known lightest grey with 4.54:1 on white; #777777 has 4.48:1. On its own soft tone it fails.
  it("is judged at WCAG's 4.5:1, on white and on its soft tone", () => {
    expect(parseBrandColour("#777777")).toBeNull();
    expect(parseBrandColour("#767676")).toBeNull();
    expect(parseBrandColour("#6b6b6b")).toBe("#6b6b6b");
  });

  it.each(["", "red", "#0f4", "#0f4c8", "0f4c81", "#0f4c811", "#0g4c81", "url(x)"])("%j is no colour", (text) => {
    expect(parseBrandColour(text)).toBeNull();
  });

  it("has a darker and a soft tone", () => {
    expect(brandColours("#000000")).toEqual({ brand: "#000000", dark: "#000000", soft: "#e6e6e6" });
    expect(brandColours("#643232")).toEqual({ brand: "#643232", dark: "#462323", soft: "#f0ebeb" });
  });

  it("falls back to the usual one", () => {
    expect(brandColours("nonsense")).toEqual(brandColours(USUAL_BRAND_COLOUR));
  });

  it("gives nothing that a style sheet could be broken with, whatever is stored", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const tone of Object.values(brandColours(text))) expect(tone).toMatch(/^#[0-9a-f]{6}$/);
      }),
    );
  });
});
