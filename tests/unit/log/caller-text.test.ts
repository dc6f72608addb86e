import { describe, expect, it } from "vitest";
import { callerText } from "@/lib/adapter/log/caller-text";
import { safeError } from "@/lib/adapter/log/logger";

describe("text of a caller's choosing in the log", () => {
  it.each([
    [
      "`x-forwarded-host` header with value `shop.example` does not match `origin` header with value `https://张三.13800138000.example`",
      "`x-forwarded-host` header with value `…` does not match `origin` header with value `…`",
    ],
    [
      "The requested resource isn't a valid image for /a/420106199001010036.png?name=张三&t=1",
      "The requested resource isn't a valid image for /a/4201**********0036.png?…",
    ],
    ['first\r\n{"level":50,"msg":"forged"}', 'first {"level":50,"msg":"forged"}'],
    ["\u001b[31mred\u001b[0m \u202eback\u2028line", " [31mred [0m  back line"],
    ["电话１３８００１３８０００", "电话１３*******００"],
    [
      "a registration vanished: 01999e2a-1234-7890-8123-123456789012",
      "a registration vanished: 01999e2a-1234-7890-8123-123456789012",
    ],
  ])("%j", (given, kept) => {
    expect(callerText(given)).toBe(kept);
  });

  it("is cut short, quickly too", () => {
    const begun = performance.now();
    for (const text of ["x".repeat(1_000_000), "`".repeat(1_000_000), "'a".repeat(500_000), "?a ".repeat(300_000)])
      expect(Array.from(callerText(text)).length).toBeLessThanOrEqual(301);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it("is treated so in the words of an error as well", () => {
    expect(safeError(new Error("no such row: 420106199001010036\nnext")).message).toBe(
      "no such row: 4201**********0036 next",
    );
  });
});
