import sharp from "sharp";
import { encodePicture, type ProcessedImage } from "@/lib/adapter/image/document";
import { lumaOf } from "@/lib/adapter/image/luma";
import { portraitHash } from "@/lib/adapter/image/perceptual-hash";
import { type Drawing, lay, type Line, render, type Size, svg, write } from "./drawing";
import { type Look, type PortraitFault, portraitSvg } from "./faces";
import type { DemoPerson } from "./people";

// What people upload, drawn.

// Importing lib/adapter/image closes every decoder but three to uploads (decode.ts). What is drawn here was written
// here.
sharp.unblock({ operation: ["VipsForeignLoadSvg"] });

// ── Documents ───────────────────────────────────────────────────────────────────────────────────────────────────

const templates = new Map<string, Promise<Drawing>>();

/** A fresh copy of what is the same on every document of a kind: drawn once. */
async function copyOf(design: string, printed: readonly Line[], scale: number): Promise<Drawing> {
  const key = `${scale} ${design}`;
  let template = templates.get(key);
  if (!template) {
    template = render(design).then(async (drawing) => {
      await write(drawing, printed, scale);
      return drawing;
    });
    templates.set(key, template);
  }
  const { pixels, ...size } = await template;
  return { ...size, pixels: Buffer.from(pixels) };
}

const CARD: Size = { width: 1280, height: 808 };
const PAGE: Size = { width: 1240, height: 1754 };

/** What a card is photographed on. */
export const tables = ["#8b7d6b", "#6f7c85", "#a08a6c", "#59616a"] as const;

/** A card lying on a table. */
const card = (table: string, ground: string, content: string, scale: number): string =>
  svg(
    CARD,
    `<rect width="1280" height="808" fill="${table}"/><rect x="30" y="30" width="1220" height="748" rx="44" fill="${ground}"/>${content}`,
    scale,
  );

const waves = (colour: string) =>
  Array.from(
    { length: 5 },
    (_, row) =>
      `<path d="M40 ${120 + row * 140}q150-50 300 0t300 0t300 0t300 0" fill="none" stroke="${colour}" stroke-width="4"/>`,
  ).join("");

const label = [74, 127, 156] as const;
const brown = [122, 106, 90] as const;
const grey = [91, 98, 104] as const;
const red = [192, 74, 60] as const;

/** Nobody may take a drawing for a document. */
const sample = (x: number, y: number): Line => ({ text: "样例 SAMPLE", x, y, size: 30, colour: red });

const frontPrinted: readonly Line[] = [
  ...(
    [
      ["姓名", 90, 150],
      ["性别", 90, 244],
      ["民族", 330, 244],
      ["出生", 90, 338],
      ["年", 320, 338],
      ["月", 440, 338],
      ["日", 560, 338],
      ["住址", 90, 432],
      ["公民身份号码", 90, 690],
    ] as const
  ).map(([text, x, y]) => ({ text, x, y, size: 36, colour: label })),
  sample(920, 110),
];

export type CardPerson = Pick<DemoPerson, "name" | "sex" | "ethnicity" | "birthDate" | "document" | "address">;

/** The side of an ID card with name, number and face, `width` pixels wide. */
export async function idFront(
  person: CardPerson,
  look: Look,
  { width, table = tables[0] }: { width: number; table?: string },
): Promise<Drawing> {
  const scale = width / CARD.width;
  const drawing = await copyOf(card(table, "#e9f1f3", waves("#d8e7ec"), scale), frontPrinted, scale);
  const face = await render(portraitSvg({ ...look, collar: 1, shirt: "#3b3b4f", ground: "#f4f7f8" }, 340 * scale));
  lay(drawing, face, Math.round(836 * scale), Math.round(126 * scale));
  const { year, month, day } = person.birthDate;
  await write(
    drawing,
    [
      { text: person.name, x: 200, y: 152, size: Array.from(person.name).length > 9 ? 34 : 48 },
      { text: person.sex === "MALE" ? "男" : "女", x: 200, y: 245, size: 42 },
      { text: person.ethnicity, x: 440, y: 245, size: 42 },
      { text: String(year), x: 200, y: 339, size: 42 },
      { text: String(month), x: 382, y: 339, size: 42 },
      { text: String(day), x: 498, y: 339, size: 42 },
      ...wrapped(person.address).map((text, row) => ({ text, x: 200, y: 433 + row * 58, size: 40 })),
      { text: person.document, x: 390, y: 694, size: 58 },
    ],
    scale,
  );
  return drawing;
}

const ROW_WIDTH = 13.5;

/** An address in rows, a digit counting half; no number is broken. */
function wrapped(text: string): string[] {
  const rows: string[] = [];
  let [row, width] = ["", 0];
  for (const [part] of text.matchAll(/\d+[号栋室]?|\D/gu)) {
    const wide = part.length > 1 ? part.length * 0.6 : 1;
    if (width + wide > ROW_WIDTH) {
      rows.push(row);
      [row, width] = ["", 0];
    }
    row += part;
    width += wide;
  }
  return [...rows, row];
}

const backPrinted: readonly Line[] = [
  { text: "中华人民共和国", x: 400, y: 220, size: 76 },
  { text: "居民身份证", x: 426, y: 350, size: 96 },
  { text: "签发机关", x: 250, y: 610, size: 38, colour: brown },
  { text: "有效期限", x: 250, y: 700, size: 38, colour: brown },
  sample(980, 720),
];
const star = (x: number, y: number, size: number, fill: string) =>
  `<path transform="translate(${x} ${y}) scale(${size})" d="M0-90l24 66h70l-56 42 21 68-59-41-59 41 21-68-56-42h70z" fill="${fill}"/>`;
const emblem = `<circle cx="220" cy="220" r="112" fill="#b3312c"/>${star(220, 220, 1, "#e9c35a")}`;

export type CardBack = { issuer: string; from: string; to: string };

/** The other side: who gave the card, and from when to when it holds. */
export async function idBack(
  { issuer, from, to }: CardBack,
  { width, table = tables[0] }: { width: number; table?: string },
): Promise<Drawing> {
  const scale = width / CARD.width;
  const drawing = await copyOf(card(table, "#f3ece6", waves("#eadfd5") + emblem, scale), backPrinted, scale);
  await write(
    drawing,
    [
      { text: issuer, x: 440, y: 611, size: issuer.length > 16 ? 34 : 42 },
      { text: `${from}-${to}`, x: 440, y: 701, size: 42 },
    ],
    scale,
  );
  return drawing;
}

const courses = ["高等数学", "思想道德与法治", "大学英语（本科阶段）", "计算机应用基础"];
const ENGLISH = 2;
const rowLine = (row: number) => 596 + row * 90;

const pagePrinted: readonly Line[] = [
  { text: "课程成绩证明", x: 620, y: 210, size: 66, centred: true },
  { text: "（样例）", x: 620, y: 270, size: 34, centred: true, colour: red },
  { text: "姓名", x: 160, y: 390, size: 38, colour: grey },
  { text: "学号", x: 640, y: 390, size: 38, colour: grey },
  { text: "课程", x: 190, y: 506, size: 36, colour: grey },
  { text: "成绩", x: 740, y: 506, size: 36, colour: grey },
  { text: "结论", x: 930, y: 506, size: 36, colour: grey },
  ...courses.flatMap((text, row) => [
    { text, x: 190, y: rowLine(row), size: 38 },
    { text: "合格", x: 930, y: rowLine(row), size: 38 },
  ]),
  { text: "经审核，该生本科阶段英语课程考试成绩合格，特此证明。", x: 160, y: 1010, size: 36 },
  { text: "出具单位", x: 560, y: 1230, size: 36, colour: grey },
  { text: "日期", x: 560, y: 1300, size: 36, colour: grey },
];
const pageDrawing =
  `<rect width="1240" height="1754" fill="#fdfdfb"/><path d="M150 450h940m-940 90h940m-940 90h940m-940 90h940m-940 90h940m-940 90h940" stroke="#9aa1a6" stroke-width="2"/>` +
  `<circle cx="940" cy="1240" r="130" fill="none" stroke="#c8322c" stroke-width="9" stroke-opacity=".7"/>${star(940, 1240, 0.8, "#dc6a62")}`;

export type Transcript = { name: string; studentNumber: string; school: string; score: number; on: string };

/** A school's transcript with the English course passed, `width` pixels wide. */
export async function transcript(
  { name, studentNumber, school, score, on }: Transcript,
  width: number,
): Promise<Drawing> {
  const scale = width / PAGE.width;
  const drawing = await copyOf(svg(PAGE, pageDrawing, scale), pagePrinted, scale);
  const points = courses.map((_, row) => (row === ENGLISH ? score : 60 + ((score * (5 + 2 * row)) % 33)));
  await write(
    drawing,
    [
      { text: name, x: 260, y: 391, size: Array.from(name).length > 8 ? 34 : 42 },
      { text: studentNumber, x: 740, y: 391, size: 40 },
      ...points.map((value, row) => ({ text: String(value), x: 740, y: rowLine(row), size: 38 })),
      { text: `${school}教务处`, x: 730, y: 1230, size: 36 },
      { text: on, x: 730, y: 1300, size: 36 },
    ],
    scale,
  );
  return drawing;
}

// ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Enough to read everything; smaller than a phone's photo, so that thousands are drawn in minutes. */
const CARD_WIDTH = 600;
const PAGE_WIDTH = 520;
const PORTRAIT: Size = { width: 480, height: 640 };

type Photo = { table?: string; blurred: boolean };

async function kept({ pixels, width, height }: Drawing, blurred: boolean): Promise<ProcessedImage> {
  const raw = { width, height, channels: 4 } as const;
  return encodePicture(blurred ? await sharp(pixels, { raw }).blur(2.6).raw().toBuffer() : pixels, width, height);
}

// The drawings as the upload keeps a photo of a document, ...
export const keptIdFront = async (person: CardPerson, look: Look, { blurred, ...photo }: Photo) =>
  kept(await idFront(person, look, { width: CARD_WIDTH, ...photo }), blurred);
export const keptIdBack = async (side: CardBack, { blurred, ...photo }: Photo) =>
  kept(await idBack(side, { width: CARD_WIDTH, ...photo }), blurred);
export const keptTranscript = async (page: Transcript, { blurred }: Photo) =>
  kept(await transcript(page, PAGE_WIDTH), blurred);

/** ... and as it keeps a portrait: 480×640. */
export async function keptPortrait(
  look: Look,
  { fault, quality = 85 }: { fault?: PortraitFault | undefined; quality?: number } = {},
): Promise<ProcessedImage> {
  const pixels = await sharp(Buffer.from(portraitSvg(look, PORTRAIT.width, fault)))
    .flatten({ background: "#ffffff" })
    .raw()
    .toBuffer();
  const bytes = await sharp(pixels, { raw: { ...PORTRAIT, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
  return { bytes, ...PORTRAIT, perceptualHash: portraitHash(lumaOf(pixels, PORTRAIT.width, PORTRAIT.height)) };
}
