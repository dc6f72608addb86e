import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanName, isWritten, nameKey, readName } from "@/lib/core/person-name";
import { unifiedIdeographs } from "@/lib/core/unified-ideographs";

const refusal = (typed: string) => {
  const read = readName(typed);
  return read.ok ? null : read.error;
};
const name = (typed: string) => {
  const read = readName(typed);
  return read.ok ? read.value : null;
};

describe("readName", () => {
  it.each(["张三", "欧阳修", "阿凡提·买买提", "𬱖", "𫖯𫖯", "王䶮", "〇", "\u{2EBF0}", "龻", "㐀"])(
    "takes %s as it is",
    (typed) => {
      expect(name(typed)).toBe(typed);
    },
  );

  it.each(["•", "・", "∙", ".", "．", "‧"])("turns %s between Han characters into the one separator", (dot) => {
    expect(name(`买买提${dot}艾力${dot}江`)).toBe("买买提·艾力·江");
  });

  it.each([
    ["张\u2F00", "张一"],
    ["\u2F45\u2F42", "方文"],
    ["\u2EE2\u2E9F", "马母"],
    ["\u2EEC\u2ED4", "齐门"],
    ["王\uF92C", "王郎"],
    ["王\u{2F804}", "王你"],
    ["王\uFA0E\uFA29", "王\uFA0E\uFA29"],
    ["王\uFA1F", "王\uFA1F"],
    ["阿依古丽\uFF65买买提", "阿依古丽·买买提"],
    ["阿依古丽 \u30FB 买买提", "阿依古丽·买买提"],
    ["阿依古丽\u22C5买买提\u0387江", "阿依古丽·买买提·江"],
    ["阿依古丽\u2E31买买提", "阿依古丽·买买提"],
    ["阿依古丽\u{10101}买买提", "阿依古丽·买买提"],
    ["阿〓 • 买买提", "阿〓·买买提"],
    ["Anna \u2022 Maria", "Anna·Maria"],
    ["\u2068张伟\u2069", "张伟"],
    ["张\u00AD伟", "张伟"],
    ["\uFEFF张\u200D伟\u061C", "张伟"],
    ["张\u{E0101}伟\uFE00", "张伟"],
    ["张\u3164伟", "张伟"],
    ["ＪＯＨＮ ＳＭＩＴＨ", "JOHN SMITH"],
    ["ＪＯＨＮ\u3000ＳＭＩＴＨ", "JOHN SMITH"],
    ["Mu\u0308ller", "M\u00FCller"],
  ])("reads %j as %s", (typed, meant) => {
    expect(name(typed)).toBe(meant);
    expect(nameKey(typed)).toBe(nameKey(meant));
  });

  it.each(["J. R. Smith", "J.R", "张伟.", "№一", "㈱张", "①", "ﬁ张"])("guesses nothing at %s", (typed) => {
    expect(name(typed)).toBeNull();
  });

  it("takes names of 25 Han characters and more, counted in characters", () => {
    expect(name("𬱖".repeat(25))).toBe("𬱖".repeat(25));
    expect(name("𬱖".repeat(60))).toBe("𬱖".repeat(60));
    expect(refusal("𬱖".repeat(61))).toBe("name_too_long");
  });

  it.each(["·张三", "张三·", "张··三", "·", "张·•三"])("refuses the separator at an end or doubled: %s", (typed) => {
    expect(refusal(typed)).toBe("name_separator");
  });

  it.each([
    "张3",
    "张三😀",
    "张\u0007三",
    "张３",
    "张A",
    "Anna 1",
    "Anna_B",
    "张-三",
    "⺀三",
    "かな",
    "Ⅷ",
    "Anna Ⅳ",
    "ↁ",
  ])("refuses %j", (typed) => {
    expect(refusal(typed)).toBe("name_characters");
  });

  it.each([
    ["王U+2CC56", "王𬱖"],
    ["王u+4dae", "王䶮"],
    ["王 U +4DAE", "王䶮"],
    ["王U＋E863", "王䶮"],
    ["王U+9FA5飞", "王龥飞"],
  ])("reads a character written by its code: %s", (typed, meant) => {
    expect(name(typed)).toBe(meant);
  });

  it.each(["王U+41", "王U+0041", "王U+1F600", "王U+D800", "王U+110000", "王U+XYZ", "U+"])(
    "takes a code for nothing but a Han character: %s",
    (typed) => {
      expect(refusal(typed)).toBe("name_characters");
    },
  );

  it.each([
    ["王〓", "王〓"],
    ["王？", "王〓"],
    ["?王□", "〓王〓"],
    ["阿?提·买买提", "阿〓提·买买提"],
    ["〓〓", "〓〓"],
  ])("keeps a mark where a character could not be written: %s", (typed, meant) => {
    expect(name(typed)).toBe(meant);
    expect(isWritten(meant)).toBe(false);
  });

  it.each(["?", "Anna?", "Anna〓", "·〓"])("takes a mark for no name by itself and for no letter: %s", (typed) => {
    expect(name(typed)).toBeNull();
  });

  it.each(["", "   ", "\u3000", "\u200B"])("asks for a name when there is none: %j", (typed) => {
    expect(refusal(typed)).toBe("name_required");
  });

  it("leaves single spaces in Latin names and none in Han names", () => {
    expect(name("  Anna   Maria  Müller ")).toBe("Anna Maria Müller");
    expect(name("张　 三")).toBe("张三");
    expect(name("买买提 · 艾力")).toBe("买买提·艾力");
    expect(name("Jean-Pierre O'Neill")).toBe("Jean-Pierre O'Neill");
  });

  it("refuses private characters that stand for nothing known", () => {
    expect(refusal("王\uE000")).toBe("name_private_character");
    expect(refusal("王\uE815")).toBe("name_private_character");
    expect(refusal("王\u{F0000}")).toBe("name_private_character");
  });

  it("reads the private codes of old GBK keyboards as GB 18030 does", () => {
    // Independent of our table: the two decoders disagree exactly on these codes.
    const [old, standard] = [new TextDecoder("gbk"), new TextDecoder("gb18030")];
    const pairs: [string, string][] = [];
    for (let low = 0x50; low <= 0xa0; low++) {
      if (low === 0x7f) continue;
      const bytes = new Uint8Array([0xfe, low]);
      const [before, after] = [old.decode(bytes), standard.decode(bytes)];
      if (before !== after && /\p{Unified_Ideograph}/u.test(after)) pairs.push([before, after]);
    }
    expect(pairs.length).toBeGreaterThan(50);
    for (const [before, after] of pairs) expect(name(`王${before}`)).toBe(`王${after}`);
    expect(name("\uE816\uE817\uE818\uE831\uE83B\uE855\uE863")).toBe("𠂇𠂉𠃌𡗗𢦏𤇾䶮");
  });

  it("is settled after one cleaning of what it changes, and empties no name", () => {
    const odd = fc.constantFrom(
      ...Array.from(
        "王李张\u2F00\u2EE2\u31D0\uF9C4\u{2F804}\uFA0E·・•‧.．〓?？□ \u3000\t\u00AD\u2068\u200D\uFE0F\u{E0101}\u0308\uE863Aｕ+＋4E0",
      ),
      "U+4E00",
    );
    const typed = fc.array(odd, { maxLength: 12 }).map((parts) => parts.join(""));
    const settled = fc.property(typed, (text) => cleanName(cleanName(text)) === cleanName(text));
    expect(fc.check(settled, { numRuns: 20_000 })).toMatchObject({ failed: false });
    const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code));
    const hidden = fc.constantFrom("", "\u00AD", "\u200B", "\u2069", "\uFE00");
    const written = fc.array(fc.tuple(han, hidden), { minLength: 1, maxLength: 20 });
    const kept = fc.property(
      written,
      (pairs) => name(pairs.flat().join("")) === pairs.map(([character]) => character).join(""),
    );
    expect(fc.check(kept)).toMatchObject({ failed: false });
  });

  it("knows for every radical a unified ideograph, as NFKC does where it knows one", () => {
    const codes = Array.from({ length: 0x2fd6 - 0x2e80 }, (_, index) => String.fromCodePoint(0x2e80 + index));
    const assigned = codes.filter((character) => /\p{Assigned}/u.test(character));
    const unknown = assigned.filter((character) => !/^\p{Unified_Ideograph}$/u.test(unifiedIdeographs(character)));
    // U+2E80, a mark of repetition, is the one radical for which Unicode names no ideograph.
    expect(unknown).toEqual(["\u2E80"]);
    const compatible = assigned.filter((character) => character.normalize("NFKC") !== character);
    expect(compatible.map(unifiedIdeographs)).toEqual(compatible.map((character) => character.normalize("NFKC")));
  });

  it("is settled after one cleaning", () => {
    const settled = fc.property(
      fc.string({ unit: "binary" }),
      (typed) => cleanName(cleanName(typed)) === cleanName(typed),
    );
    expect(fc.check(settled)).toMatchObject({ failed: false });
  });

  it("never lets a digit, an emoji, a control or a private character through", () => {
    // Chance finds the few numerals among letters (Ⅷ) once in thousands of runs; they are put in its way.
    const numeral = fc.constantFrom(
      ...Array.from({ length: 0x3400 }, (_, code) => String.fromCharCode(code)).filter((c) => /\p{N}/u.test(c)),
    );
    const clean = fc.property(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 3 }),
        fc.tuple(fc.constantFrom("", "A", "王"), numeral).map((both) => both.join("")),
      ),
      (typed) => !/[\p{N}\p{Extended_Pictographic}\p{Cc}\p{Co}]/u.test((name(typed) ?? "").replaceAll("〇", "")),
    );
    expect(fc.check(clean, { numRuns: 5000 })).toMatchObject({ failed: false });
  });
});

describe("nameKey", () => {
  it.each([
    ["买买提·艾力", "买买提•艾力"],
    ["买买提·艾力", "买买提・艾力"],
    ["买买提·艾力", "买买提．艾力"],
    ["买买提·艾力", "买买提‧艾力"],
    ["买买提·艾力", "买买提\uA78F艾力"],
    ["买买提·艾力", "买买提 艾力"],
    ["买买提·艾力", "买买提艾力"],
    ["Anna Müller", "ＡＮＮＡ  mu\u0308ller"],
    ["Anna O'Neill", "anna o’neill"],
    ["王䶮", "王\uE863"],
    ["龍", "\uF9C4"],
    ["张三", "张\u200B三"],
  ])("is one for %s and %s", (one, other) => {
    expect(nameKey(other)).toBe(nameKey(one));
  });

  it.each([
    ["张三", "张叁"],
    ["王〓", "王"],
    ["龙", "龍"],
    ["Anna", "Ana"],
    // Younger than the tables of some engines, to which it is no character at all.
    ["王\u{2EBF0}", "王"],
    ["王\uE000", "王"],
  ])("is not the same for %s and %s", (one, other) => {
    expect(nameKey(other)).not.toBe(nameKey(one));
  });

  it("does not hang on dots, blanks, width or capitals, and is settled", () => {
    const character = fc.constantFrom(...Array.from("张三李欧阳买艾䶮𬱖龍AbcZéß"));
    const noise = fc.constantFrom("", "·", "•", "・", ".", "．", " ", "\u3000", "-", "\u200B");
    const variant = fc.property(
      fc.array(fc.tuple(character, noise, noise), { minLength: 1, maxLength: 12 }),
      (parts) => {
        const [one, other] = [1, 2].map((which) => parts.map((part) => part[0] + (part[which] ?? "")).join("")) as [
          string,
          string,
        ];
        const key = nameKey(one);
        return (
          nameKey(other) === key &&
          nameKey(one.toUpperCase()) === key &&
          nameKey(one.normalize("NFD")) === key &&
          nameKey(key) === key
        );
      },
    );
    expect(fc.check(variant, { numRuns: 500 })).toMatchObject({ failed: false });
    const settled = fc.property(fc.string({ unit: "binary" }), (typed) => nameKey(nameKey(typed)) === nameKey(typed));
    expect(fc.check(settled, { numRuns: 500 })).toMatchObject({ failed: false });
  });
});

// A cell of a roster is read before its length is known (these took minutes).
it.each([
  ["marks on one letter", `a${"\u0301".repeat(200_000)}`],
  ["marks, then a dot", `a${"\u0301".repeat(200_000)}·a`],
  ["dots", "a·".repeat(100_000)],
])("refuses a very long name in no time: %s", (_, typed) => {
  const start = performance.now();
  expect(refusal(typed)).toBe("name_too_long");
  nameKey(typed);
  expect(performance.now() - start).toBeLessThan(2000);
});
