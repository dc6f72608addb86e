import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskPersonal } from "@/lib/core/mask-personal";

const numRuns = Number(process.env["SOAK_RUNS"] ?? 1000);

/** The digits of a text, however they are written, by Unicode's own compatibility data and a table of Chinese ones. */
const plainDigits = (text: string): string =>
  Array.from(text)
    .map((character) => {
      const chinese = "〇一二三四五六七八九".indexOf(character);
      return chinese >= 0 ? String(chinese) : character.normalize("NFKC");
    })
    .join("")
    .replace(/\D/g, "");

const wide = (text: string) =>
  text.replace(/[0-9A-Za-z]/g, (plain) => String.fromCodePoint(plain.charCodeAt(0) + 0xfee0));
const chinese = (text: string) => text.replace(/\d/g, (plain) => "〇一二三四五六七八九"[Number(plain)] ?? "");
const circled = (text: string) => text.replace(/[1-9]/g, (plain) => String.fromCodePoint(0x2460 + Number(plain) - 1));

const anyNumber = fc.oneof(
  fc.stringMatching(/^[1-9]\d{16}[\dXx]$/),
  fc.stringMatching(/^[1-9]\d{14}$/),
  fc.stringMatching(/^1[3-9]\d{9}$/),
  fc.stringMatching(/^[HM]\d{8}$/),
  fc.stringMatching(/^[EG]\d{8}$/),
  fc.stringMatching(/^E[A-H]\d{7}$/),
  fc.stringMatching(/^[A-Z]{3}\d{12}$/),
);
const written = fc.constantFrom((text: string) => text, wide, chinese, circled);
const joint = fc.constantFrom(
  "",
  " ",
  "  ",
  "-",
  "—",
  "\u200b",
  "\u2060",
  "\u00ad",
  "\ufeff",
  "_",
  "/",
  ".",
  "'",
  "，",
  "\t",
  "\u3000",
  "\n",
  "\ufe0f",
);
const around = fc.constantFrom(
  ["", ""],
  ["'", ""],
  ["`", ""],
  ['="', '"'],
  ["“", "”"],
  ["身份证号：", ""],
  ["证件号码", "，请核对"],
  ["phone=", "&x=1"],
  ["王小明", "男"],
  ["[", "]"],
  ["\t", ","],
  ["\u2068", "\u2069"],
) as fc.Arbitrary<[string, string]>;

describe("maskPersonal", () => {
  it("hides the middle of every number, whatever it is written with and whatever stands inside and around it", () => {
    const property = fc.property(
      anyNumber,
      written,
      joint,
      fc.integer({ min: 2, max: 17 }),
      around,
      (number, write, gap, every, [before, after]) => {
        const inside = Array.from(write(number))
          .map((character, index) => (index > 0 && index % every === 0 ? gap : "") + character)
          .join("");
        const shown = maskPersonal(`${before}${inside}${after}`);
        const digits = plainDigits(number);
        const readable = plainDigits(shown).length - plainDigits(before + after).length;
        // Four at each end, and half of a short one.
        expect(readable).toBeLessThanOrEqual(Math.min(8, Math.ceil(digits.length / 2)));
        expect(shown.startsWith(before)).toBe(true);
        expect(shown.endsWith(after)).toBe(true);
      },
    );
    expect(fc.check(property, { numRuns }).counterexample).toBeNull();
  });

  it("changes nothing of a text that was masked", () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from("0123456789X * -一二E０１张：\u200b'")),
      maxLength: 60,
    });
    const property = fc.property(text, (any) => {
      expect(maskPersonal(maskPersonal(any))).toBe(maskPersonal(any));
    });
    expect(fc.check(property, { numRuns }).counterexample).toBeNull();
  });

  it("keeps everything that is no number, in its order, for any text at all", () => {
    const others = (text: string) => text.replace(/[\p{L}\p{N}*]/gu, "");
    const property = fc.property(
      fc.string({ unit: "binary", maxLength: 30 }),
      (any) => others(maskPersonal(any)) === others(any),
    );
    expect(fc.check(property, { numRuns }).counterexample).toBeNull();
  });

  it("answers at once for a long text made to be slow", () => {
    const texts = [
      "1 ".repeat(50_000),
      "1-a".repeat(50_000),
      "E".repeat(100_000),
      "*1".repeat(50_000),
      " ".repeat(100_000),
      "12 X".repeat(30_000),
    ];
    for (const text of texts) {
      const begun = performance.now();
      maskPersonal(text);
      expect(performance.now() - begun).toBeLessThan(1000);
    }
  });

  it.each([
    ["420106199001010036", "4201**********0036"],
    ["４２０１０６１９９００１０１００３Ｘ", "４２０１**********００３Ｘ"],
    ["身份证号：420106 19900101 0036。", "身份证号：4201** ******** 0036。"],
    ["四二〇一〇六一九九〇〇一〇一〇〇三六", "四二〇一**********〇〇三六"],
    ["电话138-0013-8000", "电话13*-****-**00"],
    ["E12345678", "E1*****78"],
    ["护照E 1234 5678", "护照E 1*** **78"],
    ["12AB34567", "12*****67"],
    ["42010619900101003 x", "4201**********003 x"],
    ["4201061990 01010036", "4201****** ****0036"],
    ["已隐去4201**********0036", "已隐去4201**********0036"],
  ])("%s → %s", (text, shown) => {
    expect(maskPersonal(text)).toBe(shown);
  });

  it.each([
    "20230001",
    "00123",
    "专升本",
    "张伟",
    "2026-11-28 09:00",
    "2026-10-07 09:00 – 2026-10-14 17:00",
    "2026年11月28日09:00前",
    "教学楼 A101 第3考场",
    "¥120.00",
    "/admin/reviews/01999e2a-1234-7890-8123-123456789012",
  ])("%s stays as it is", (text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  it("masks short numbers too where the place says that they are documents", () => {
    expect(maskPersonal("12345678", 5)).toBe("12****78");
    expect(maskPersonal("'1234567", 5)).toBe("'1*****7");
    expect(maskPersonal("1234", 5)).toBe("1234");
  });

  it.each([
    "'420106199001010036",
    "`420106199001010036",
    "\t420106199001010036",
    '="420106199001010036"',
    "420106199001010036,",
  ])("masks what people put around a number in a roster: %j", (cell) => {
    expect(maskPersonal(cell)).toBe(cell.replace("420106199001010036", "4201**********0036"));
  });
});
