import type { Sex } from "@/lib/adapter/db/enums";
import type { PortraitFinding } from "@/lib/adapter/image/portrait-checks";
import { svg } from "./drawing";
import { between, oneOf } from "./people";

// No real person's face is needed to see how a screen looks with one.

/** How somebody looks; the same in the portrait and on the ID card. */
export type Look = {
  skin: string;
  shade: string;
  hair: string;
  cut: number;
  collar: number;
  shirt: string;
  width: number;
  brow: number;
  mouth: number;
  glasses: boolean;
  ground: string;
};

/** Somebody of no particular looks. */
export const plainLook: Look = {
  skin: "#f2cfae",
  shade: "#e0b58f",
  hair: "#2a2320",
  cut: 0,
  collar: 0,
  shirt: "#27496d",
  width: 212,
  brow: 0,
  mouth: 30,
  glasses: false,
  ground: "#dce6ef",
};

const skins = [
  ["#f6d7b8", "#e6bd98"],
  ["#f2cfae", "#e0b58f"],
  ["#ecc39d", "#d6a77e"],
  ["#e2b48c", "#c9976e"],
] as const;

export function drawLook(random: () => number, sex: Sex): Look {
  const [skin, shade] = oneOf(random, skins);
  return {
    skin,
    shade,
    hair: oneOf(random, ["#1d1917", "#2a2320", "#3a2c25", "#16171b"]),
    cut: sex === "MALE" ? between(random, 0, 2) : between(random, 3, 6),
    collar: between(random, 0, 3),
    shirt: oneOf(random, [
      "#27496d",
      "#3b3b4f",
      "#5b2f3a",
      "#2f5d50",
      "#6b7280",
      "#8a5a44",
      "#1f2937",
      "#7a8fa6",
      "#b7c3cf",
      "#4a4e69",
    ]),
    width: between(random, 196, 220),
    brow: between(random, -6, 8),
    mouth: between(random, 14, 36),
    glasses: random() < 0.28,
    ground: oneOf(random, ["#dce6ef", "#ffffff", "#e8edf2", "#4f8fd0", "#6aa5dc", "#f1f3f5"]),
  };
}

/** Short hair at the temples. */
const cap = "M256 545c-16-190 72-310 224-310s240 120 224 310z";

/** What hangs behind the head, and what lies on it, of each cut. */
const cuts: readonly { behind: string; above: string; hidesEars?: boolean }[] = [
  {
    behind: cap,
    above:
      "M252 560c-22-225 88-335 228-335s250 110 228 335c-28-130-68-190-118-210-110 40-200 40-250 20-50 40-73 90-88 190z",
  },
  {
    behind: cap,
    above:
      "M256 520c-10-200 84-300 224-300s234 100 224 300c-14-70-34-120-64-150-110-30-220-30-320 0-30 30-50 80-64 150z",
  },
  {
    behind: cap,
    above:
      "M250 550c-30-240 100-340 240-330 150 0 240 110 216 330-20-110-50-170-90-200-60-10-120-30-170-62-20 60-90 90-140 100-30 40-46 90-56 162z",
  },
  {
    behind:
      "M222 1010c-30-200-40-380-10-540 30-170 130-270 268-270s238 100 268 270c30 160 20 340-10 540-170 60-350 60-516 0z",
    above:
      "M262 580c-30-220 60-345 218-345s248 125 218 345c-16-110-60-200-150-250-50 90-180 130-250 140-20 40-30 70-36 110z",
    hidesEars: true,
  },
  {
    behind:
      "M226 800c-30-120-30-260-6-370 30-140 126-230 260-230s230 90 260 230c24 110 24 250-6 370-160 50-350 50-508 0z",
    above:
      "M262 600c-24-230 70-365 218-365s242 135 218 365c-10-90-24-150-50-190-110 14-226 14-336 0-26 40-40 100-50 190z",
    hidesEars: true,
  },
  {
    behind: "M392 236a100 96 0 1 1 176 0z",
    above:
      "M258 560c-26-230 84-340 222-340s248 110 222 340c-24-110-70-190-140-230-130 60-210 80-256 90-24 40-38 80-48 140z",
  },
  {
    behind:
      "M232 880c-20-160-40-300-16-440 30-150 126-240 264-240s234 90 264 240c24 140 4 280-16 440-60 20-110 30-150 30v-300h-196v300c-40 0-90-10-150-30z",
    above: "M262 590c-30-230 70-355 218-355s248 125 218 355c-10-120-60-210-218-262-158 52-208 142-218 262z",
    hidesEars: true,
  },
];

/** What is worn around the neck, over the shirt. */
const collars: readonly ((shirt: string) => string)[] = [
  () => `<path d="M380 935l100 90 100-90 40 30-140 130-140-130z" fill="#fff" fill-opacity=".85"/>`,
  () => `<path d="M395 925q85 90 170 0l14 20q-99 108-198 0z" fill="#000" fill-opacity=".22"/>`,
  (shirt) =>
    `<path d="M370 940l110 180 110-180 30 340h-280z" fill="#f7f8fa"/><path d="M480 1085l-28 40 14 155h28l14-155z" fill="#7a2733"/>` +
    `<path d="M365 936l-60 60 90 90-20 40 95 154h-340l60-260zM595 936l60 60-90 90 20 40-95 154h340l-60-260z" fill="${shirt}"/>`,
  () => `<path d="M392 900q88 60 176 0l8 60q-92 66-192 0z" fill="#fff" fill-opacity=".25"/>`,
];

const dark = "#2a2320";

/** Head and shoulders in a box of 960×1280. */
function bust(look: Look): string {
  const cut = cuts[look.cut] ?? { behind: "", above: "", hidesEars: false };
  const fitted = `translate(480 0) scale(${look.width / plainLook.width} 1) translate(-480 0)`;
  const eye = (x: number) =>
    `<ellipse cx="${x}" cy="562" rx="34" ry="17" fill="#fdfbf8"/><circle cx="${x}" cy="561" r="16" fill="${dark}"/><circle cx="${x + 5}" cy="556" r="4" fill="#fff"/>` +
    `<path d="M${x - 36} 560q36-30 72 0" fill="none" stroke="${dark}" stroke-width="7" stroke-linecap="round"/>`;
  const glasses = `<g fill="#ffffff22" stroke="#34302e" stroke-width="8"><rect x="322" y="516" width="136" height="96" rx="38"/><rect x="502" y="516" width="136" height="96" rx="38"/><path d="M458 556q22-16 44 0M322 552l-52-10M638 552l52-10" fill="none"/></g>`;
  const ears = `<g fill="${look.shade}"><ellipse cx="${484 - look.width}" cy="580" rx="30" ry="56"/><ellipse cx="${476 + look.width}" cy="580" rx="30" ry="56"/></g>`;
  return `
  <path d="${cut.behind}" fill="${look.hair}" transform="${fitted}"/>
  <path d="M90 1280c10-250 170-350 390-350s380 100 390 350v320h-780z" fill="${look.shirt}"/>
  <path d="M396 740h168v200c0 80-168 80-168 0z" fill="${look.shade}"/>
  ${collars[look.collar]?.(look.shirt) ?? ""}
  ${cut.hidesEars ? "" : ears}
  <path d="M${480 - look.width} 540c0-190 90-270 ${look.width}-270s${look.width} 80 ${look.width} 270c0 130-40 215-100 262-40 32-75 40-112 40s-72-8-112-40c-60-47-100-132-100-262z" fill="${look.skin}"/>
  <path d="${cut.above}" fill="${look.hair}" transform="${fitted}"/>
  ${eye(392)}${eye(568)}
  <g fill="none" stroke="${look.hair}" stroke-width="13" stroke-linecap="round"><path d="M345 ${505 - look.brow}q45-22 92 2M523 ${507 - look.brow}q47-24 92-2"/></g>
  <path d="M476 585q-8 60-16 84q18 16 44 2" fill="none" stroke="${look.shade}" stroke-width="11" stroke-linecap="round"/>
  <path d="M418 738q62 ${look.mouth} 124 0q-62 ${look.mouth + 26} -124 0z" fill="#b9604f"/>
  ${look.glasses ? glasses : ""}`;
}

/** A portrait at 3:4 in its box of 960×1280, `width` wide. */
export const portraitSvg = (look: Look, width: number, fault?: PortraitFault): string => {
  const ground = `<rect width="960" height="1280" fill="${look.ground}"/>${fault === "portrait_background" ? curtain : ""}`;
  const person = fault === "portrait_tilted" ? `<g transform="rotate(17 480 900)">${bust(look)}</g>` : bust(look);
  const night = fault === "portrait_dark" ? `<rect width="960" height="1280" fill="#0a0a12" fill-opacity=".76"/>` : "";
  return svg({ width: 960, height: 1280 }, ground + person + night, width / 960);
};

/** What a drawn portrait can be wrong in: the finding that its upload would have. */
export const portraitFaults = [
  "portrait_dark",
  "portrait_background",
  "portrait_tilted",
] as const satisfies readonly PortraitFinding[];
export type PortraitFault = (typeof portraitFaults)[number];

const curtain = Array.from(
  { length: 40 },
  (_, column) =>
    `<path d="M${column * 24} 0h12v1280h-12z" fill="${column % 2 ? "#a8432f" : "#2f6f62"}"/><circle cx="${column * 24 + 12}" cy="${80 + (column % 5) * 210}" r="20" fill="#e7c14a"/>`,
).join("");
