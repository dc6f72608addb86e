import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { usualPortrait } from "@/lib/core/portrait-rule";
import { processPortrait } from "@/lib/adapter/image/portrait";
import type { PortraitFinding } from "@/lib/adapter/image/portrait-checks";
import { cutOut, frontalFaces, groupPhoto, turnedFaces } from "../../support/faces";
import { picture } from "../../support/pictures";

async function findingsOf(photo: Buffer): Promise<PortraitFinding[]> {
  const portrait = await processPortrait(photo, usualPortrait);
  if (!portrait.ok) throw new Error(portrait.error);
  return portrait.value.findings;
}

const faces = [...frontalFaces, ...turnedFaces];
const faultless = frontalFaces.filter(({ faults }) => faults.length === 0);

/** How often each code occurs. */
function tally(codes: readonly PortraitFinding[]): Partial<Record<PortraitFinding, number>> {
  const counts: Partial<Record<PortraitFinding, number>> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

describe("real faces, near and far, as they are and mirrored", () => {
  const framings = [3.8, 4.2, 5].flatMap((width) => [false, true].map((mirrored) => ({ width, mirrored })));
  let seen: { faults: readonly PortraitFinding[]; findings: PortraitFinding[] }[];
  beforeAll(async () => {
    seen = [];
    for (const face of faces) {
      for (const framing of framings)
        seen.push({ faults: face.faults, findings: await findingsOf(await cutOut(face, framing)) });
    }
  }, 120_000);

  // The numbers of README. Whoever changes a limit changes them there.
  it("are warned of for what a person sees too, and hardly for anything else", () => {
    expect({
      portraits: seen.length,
      faultless: seen.filter(({ faults }) => faults.length === 0).length,
      faultlessWarned: seen.filter(({ faults, findings }) => faults.length === 0 && findings.length > 0).length,
      justified: tally(seen.flatMap(({ faults, findings }) => findings.filter((code) => faults.includes(code)))),
      falseAlarms: tally(seen.flatMap(({ faults, findings }) => findings.filter((code) => !faults.includes(code)))),
      missed: tally(seen.flatMap(({ faults, findings }) => faults.filter((code) => !findings.includes(code)))),
    }).toMatchInlineSnapshot(`
      {
        "falseAlarms": {
          "portrait_eye_line": 3,
          "portrait_tilted": 1,
        },
        "faultless": 30,
        "faultlessWarned": 0,
        "justified": {
          "portrait_backlit": 6,
          "portrait_dark": 6,
          "portrait_tilted": 30,
          "portrait_turned": 27,
        },
        "missed": {
          "portrait_turned": 3,
        },
        "portraits": 90,
      }
    `);
  });
});

describe("a good portrait with one thing wrong", { timeout: 30_000 }, () => {
  type Face = (typeof faultless)[number];
  const edited = (edit: (portrait: Sharp) => Sharp) => async (face: Face) =>
    edit(sharp(await cutOut(face)))
      .jpeg()
      .toBuffer();
  const cases: [string, PortraitFinding, (face: Face) => Promise<Buffer>][] = [
    ["blurred", "portrait_blurred", edited((portrait) => portrait.blur(4))],
    ["dark", "portrait_dark", edited((portrait) => portrait.modulate({ brightness: 0.25 }))],
    ["overexposed", "portrait_bright", edited((portrait) => portrait.linear(1.2, 140))],
    ["leaning by 20 degrees", "portrait_tilted", edited((portrait) => portrait.rotate(20, { background: "#888" }))],
    ["leaning the other way", "portrait_tilted", edited((portrait) => portrait.rotate(-20, { background: "#888" }))],
    ["with the head cut off", "portrait_face_cut", (face) => cutOut(face, { eyeLine: 0.12 })],
    ["with the eyes too high", "portrait_eye_line", (face) => cutOut(face, { eyeLine: 0.2 })],
    ["with the eyes too low", "portrait_eye_line", (face) => cutOut(face, { eyeLine: 0.6 })],
    ["from too near", "portrait_face_size", (face) => cutOut(face, { width: 2.2 })],
    ["from too far", "portrait_face_size", (face) => cutOut(face, { width: 9 })],
    [
      "taken of a print",
      "portrait_recaptured",
      edited((portrait) => portrait.extend({ top: 40, bottom: 60, left: 30, right: 30, background: "#fff" })),
    ],
    ["against the light", "portrait_backlit", async (face) => againstTheLight(await cutOut(face))],
    ["before a busy wall", "portrait_background", async (face) => beforeStripes(await cutOut(face))],
    ["too small", "portrait_small", edited((portrait) => portrait.resize(240, 320))],
  ];
  it.each(cases)("%s: %s", async (_, code, make) => {
    for (const face of faultless) expect(await findingsOf(await make(face))).toContain(code);
  });

  it("of two people, or of nobody", async () => {
    const two = await sharp(await groupPhoto(6))
      .extract({ left: 1080, top: 150, width: 800, height: 1067 })
      .toBuffer();
    expect(await findingsOf(two)).toContain("portrait_several_faces");
    expect(await findingsOf(await picture(900, 1200).jpeg().toBuffer())).toContain("portrait_no_face");
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
