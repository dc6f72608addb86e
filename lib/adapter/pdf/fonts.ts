import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { Font as Registry } from "@react-pdf/renderer";
import { create, type Font } from "fontkit";
import subsetFont from "subset-font";
import { hyphenate } from "./line-breaking";

const notoFile = (name: string): string => {
  const require = createRequire(path.join(process.cwd(), "package.json"));
  return path.join(path.dirname(require.resolve("@expo-google-fonts/noto-sans-sc/package.json")), name);
};

/**
 * Noto Sans SC first; then, for the rare characters of household registers that it lacks, the fonts of Debian's
 * packages fonts-babelstone-han and fonts-hanazono where they are installed. Together they cover all of GB 18030-2022.
 */
const sources = (): { regular: string; bold: string }[] => [
  { regular: notoFile("400Regular/NotoSansSC_400Regular.ttf"), bold: notoFile("700Bold/NotoSansSC_700Bold.ttf") },
  ...[
    "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
    "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
    "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
  ]
    .filter((file) => existsSync(file))
    .map((file) => ({ regular: file, bold: file })),
];

type Source = { regular: Buffer; bold: Buffer; parsed: Font };

const load = async ({ regular, bold }: { regular: string; bold: string }): Promise<Source> => {
  const [first, second] = [await readFile(regular), regular === bold ? null : await readFile(bold)];
  return { regular: first, bold: second ?? first, parsed: create(first) as Font };
};

const loaded: Promise<Source>[] = [];

/** The nth font, read on first use: the fallback fonts are large and rarely needed. */
const source = (index: number): Promise<Source> | null => {
  const files = sources()[index];
  return files ? (loaded[index] ??= load(files)) : null;
};

/**
 * The characters that each font draws, in the order of preference; `missing`: those that no installed font draws.
 */
export async function coverage(text: string): Promise<{ byFont: Map<number, string>; missing: string[] }> {
  const byFont = new Map<number, string>();
  let left = [...new Set(text)].filter((character) => character !== "\n");
  for (let index = 0; left.length > 0; index += 1) {
    const font = await source(index);
    if (!font) break;
    const drawn = left.filter((character) => font.parsed.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
    if (drawn.length || index === 0) byFont.set(index, drawn.join(""));
    left = left.filter((character) => !drawn.includes(character));
  }
  return { byFont, missing: left };
}

/** Each character of a line with the font that draws it; null where none does. */
export async function characterFonts(text: string): Promise<{ character: string; font: Font | null }[]> {
  const { byFont } = await coverage(text);
  const fonts = await Promise.all(
    [...byFont].map(async ([index, drawn]) => ({ font: (await source(index))?.parsed ?? null, drawn: new Set(drawn) })),
  );
  return Array.from(text, (character) => ({
    character,
    font: fonts.find(({ drawn }) => drawn.has(character))?.font ?? null,
  }));
}

type Families = { names: string[]; characters: Set<string> };

const registered: Families[] = [];
let count = 0;

const dataUrl = (font: Buffer) => `data:font/ttf;base64,${font.toString("base64")}`;

/**
 * The font families, in order of preference, that draw these characters: small fonts cut to them, since the cost of a
 * document is that of subsetting its fonts. A set cut earlier that holds every character is used again, so one call
 * with the characters of a whole session pays once for all its cards. Characters without a glyph anywhere are the
 * caller's to refuse beforehand (`coverage`).
 */
export async function subsetFor(characters: string): Promise<string[]> {
  const wanted = [...new Set(characters)];
  const known = registered.find((set) => wanted.every((character) => set.characters.has(character)));
  if (known) return known.names;

  Registry.registerHyphenationCallback(hyphenate);
  const { byFont } = await coverage(characters);
  const names: string[] = [];
  for (const [index, drawn] of byFont) {
    const font = await source(index);
    if (!font) continue;
    const cut = (bytes: Buffer) => subsetFont(bytes, drawn, { targetFormat: "truetype" });
    const regular = await cut(font.regular);
    const bold = font.bold === font.regular ? regular : await cut(font.bold);
    const family = `han-${(count += 1)}`;
    Registry.register({
      family,
      fonts: [
        { src: dataUrl(regular), fontWeight: 400 },
        { src: dataUrl(bold), fontWeight: 700 },
      ],
    });
    names.push(family);
  }
  registered.push({ names, characters: new Set(wanted) });
  return names;
}
