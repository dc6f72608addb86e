import sharp from "sharp";
import type { Drawing } from "@/lib/demo/drawing";
import { plainLook, portraitSvg } from "@/lib/demo/faces";
import { idBack, idFront, transcript } from "@/lib/demo/pictures";

// What people upload, drawn: the demo's drawings as a phone would send them.

const jpeg = ({ pixels, width, height }: Drawing): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 4 } })
    .jpeg({ quality: 88 })
    .toBuffer();

/** A portrait as a phone takes it: 960×1280, head and shoulders. */
export const drawnPortrait = (shirt = plainLook.shirt): Promise<Buffer> =>
  sharp(Buffer.from(portraitSvg({ ...plainLook, shirt }, 960)))
    .jpeg({ quality: 88 })
    .toBuffer();

const WIDTH = 1280;

/** The side of an ID card with name and number (both made up), or the side with the emblem. */
export async function drawnIdCard(
  side: "front" | "back",
  name = "王小明",
  number = "420100199501010011",
): Promise<Buffer> {
  if (side === "back")
    return jpeg(await idBack({ issuer: "武汉市公安局", from: "2020.01.01", to: "2040.01.01" }, { width: WIDTH }));
  const birthDate = { year: 1995, month: 1, day: 1 };
  const person = { name, sex: "MALE", ethnicity: "汉", birthDate, document: number, address: "湖北省武汉市" } as const;
  return jpeg(await idFront(person, plainLook, { width: WIDTH }));
}

/** A school's transcript with the English course passed. */
export const drawnTranscript = async (): Promise<Buffer> =>
  jpeg(
    await transcript(
      { name: "王小明", studentNumber: "202310496001234", school: "武汉轻工大学", score: 82, on: "2026年6月30日" },
      1240,
    ),
  );
