import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { processPortrait } from "@/lib/image/portrait";
import type { PortraitFinding } from "@/lib/image/portrait-checks";
import { cutOut, frontalFaces, groupPhoto, turnedFaces } from "../support/faces";
import { picture } from "../support/pictures";

async function findingsOf(photo: Buffer): Promise<PortraitFinding[]> {
  const portrait = await processPortrait(photo);
  if (!portrait.ok) throw new Error(portrait.error);
  return portrait.value.findings;
}

const [, , , , , , , , , , good] = frontalFaces;
const count = (all: PortraitFinding[][], code: PortraitFinding) => all.filter((findings) => findings.includes(code)).length;

describe("real faces", () => {
  let seen: PortraitFinding[][];
  beforeAll(async () => {
    seen = await Promise.all(frontalFaces.map(async (face) => findingsOf(await cutOut(face))));
  }, 60_000);

  it("are found, each alone, wholly in the picture and with the eyes where they belong", () => {
    for (const code of [
      "portrait_no_face",
      "portrait_several_faces",
      "portrait_face_cut",
      "portrait_face_size",
      "portrait_eye_line",
    ] as const)
      expect(count(seen, code)).toBe(0);
  });

  // The numbers of README. Whoever changes a threshold changes them there.
  it("are warned of only now and then", () => {
    expect({
      faces: frontalFaces.length,
      unwarned: seen.filter((findings) => findings.every((code) => code === "portrait_small")).length,
      portrait_tilted: count(seen, "portrait_tilted"),
      portrait_turned: count(seen, "portrait_turned"),
      portrait_blurred: count(seen, "portrait_blurred"),
      portrait_dark: count(seen, "portrait_dark"),
      portrait_bright: count(seen, "portrait_bright"),
      portrait_backlit: count(seen, "portrait_backlit"),
      portrait_background: count(seen, "portrait_background"),
      portrait_recaptured: count(seen, "portrait_recaptured"),
      portrait_unchecked: count(seen, "portrait_unchecked"),
    }).toMatchInlineSnapshot(`
      {
        "faces": 12,
        "portrait_background": 0,
        "portrait_backlit": 0,
        "portrait_blurred": 1,
        "portrait_bright": 0,
        "portrait_dark": 1,
        "portrait_recaptured": 0,
        "portrait_tilted": 3,
        "portrait_turned": 3,
        "portrait_unchecked": 0,
        "unwarned": 4,
      }
    `);
  });

  it.each(turnedFaces)("that are turned or lean are said to: %o", async (face) => {
    const findings = await findingsOf(await cutOut(face));
    expect(findings.includes("portrait_turned") || findings.includes("portrait_tilted")).toBe(true);
  });
});

describe("a portrait with one thing wrong", () => {
  const cases: [string, PortraitFinding, () => Promise<Buffer>][] = [
    [
      "blurred",
      "portrait_blurred",
      async () =>
        sharp(await cutOut(good))
          .blur(4)
          .jpeg()
          .toBuffer(),
    ],
    [
      "dark",
      "portrait_dark",
      async () =>
        sharp(await cutOut(good))
          .modulate({ brightness: 0.25 })
          .jpeg()
          .toBuffer(),
    ],
    [
      "overexposed",
      "portrait_bright",
      async () =>
        sharp(await cutOut(good))
          .linear(1.2, 140)
          .jpeg()
          .toBuffer(),
    ],
    [
      "leaning by 20 degrees",
      "portrait_tilted",
      async () =>
        sharp(await cutOut(good))
          .rotate(20, { background: "#888" })
          .jpeg()
          .toBuffer(),
    ],
    ["with the head cut off", "portrait_face_cut", () => cutOut(good, { eyeLine: 0.12 })],
    ["with the eyes too high", "portrait_eye_line", () => cutOut(good, { eyeLine: 0.2 })],
    ["with the eyes too low", "portrait_eye_line", () => cutOut(good, { eyeLine: 0.6 })],
    ["from too near", "portrait_face_size", () => cutOut(good, { width: 2.2 })],
    ["from too far", "portrait_face_size", () => cutOut(good, { width: 9 })],
    [
      "of two people",
      "portrait_several_faces",
      async () =>
        sharp(await groupPhoto(6))
          .extract({ left: 1080, top: 150, width: 800, height: 1067 })
          .toBuffer(),
    ],
    [
      "taken of a print",
      "portrait_recaptured",
      async () =>
        sharp(await cutOut(good))
          .extend({ top: 40, bottom: 60, left: 30, right: 30, background: "#fff" })
          .jpeg()
          .toBuffer(),
    ],
    ["without anybody", "portrait_no_face", () => picture(900, 1200).jpeg().toBuffer()],
    ["against the light", "portrait_backlit", async () => againstTheLight(await cutOut(good))],
    ["before a busy wall", "portrait_background", async () => beforeStripes(await cutOut(good))],
    [
      "too small",
      "portrait_small",
      async () =>
        sharp(await cutOut(good))
          .resize(240, 320)
          .jpeg()
          .toBuffer(),
    ],
  ];
  it.each(cases)("%s: %s", async (_, code, make) => {
    expect(await findingsOf(await make())).toContain(code);
  });

  it("is told of nothing when there is nothing", async () => {
    expect(await findingsOf(await cutOut(good))).toEqual([]);
  });
});

/** Every pixel outside of an oval around the head replaced, those inside made darker or left. */
async function behind(portrait: Buffer, background: (x: number) => number, brightness = 1): Promise<Buffer> {
  const { data } = await sharp(portrait).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at += 1) {
    const [x, y] = [Math.floor(at / 3) % 480, Math.floor(at / 3 / 480)];
    const inside = ((x - 240) / 150) ** 2 + ((y - 300) / 220) ** 2 < 1;
    data[at] = inside ? Math.round((data[at] ?? 0) * brightness) : background(x);
  }
  return sharp(data, { raw: { width: 480, height: 640, channels: 3 } })
    .jpeg()
    .toBuffer();
}

const againstTheLight = (portrait: Buffer) => behind(portrait, () => 255, 0.5);
const beforeStripes = (portrait: Buffer) => behind(portrait, (x) => (x % 16 < 8 ? 30 : 220));
