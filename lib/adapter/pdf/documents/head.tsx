import { Image, View } from "@react-pdf/renderer";

/** The school's colour, and its emblem as a PNG. */
export type Brand = { colour: string; emblem: Uint8Array };

const EMBLEM = 38;

/**
 * The head of a printed page, over whatever stands there: a band in the school's colour along the upper edge, the
 * emblem at `left` and `top`, in points.
 */
export const Head = ({ brand, left, top }: { brand: Brand; left: number; top: number }) => (
  <>
    <View style={{ position: "absolute", top: 0, left: 0, right: 0, height: 6, backgroundColor: brand.colour }} />
    <Image
      src={{ data: Buffer.from(brand.emblem), format: "png" }}
      style={{ position: "absolute", top, left, width: EMBLEM, height: EMBLEM, objectFit: "contain" }}
    />
  </>
);
