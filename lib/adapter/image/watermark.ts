import path from "node:path";
import sharp from "sharp";

/** One of the PDFs' fonts, from its package. SVG is shut in this process (decode.ts), so the words are set by Pango. */
const fontfile = path.join(
  /* turbopackIgnore: true */ process.cwd(),
  "node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
);

const clear = { r: 0, g: 0, b: 0, alpha: 0 };
const SLANT_DEGREES = -24;
/** So many lines of the text's height make the picture's shorter side. */
const LINES = 26;

/**
 * The picture as a JPEG with a slanted line of text repeated over all of it, in white with a dark edge so that it is
 * visible on any background. The text is part of the pixels, so every copy of the picture contains it.
 */
export async function watermark(picture: Buffer, text: string): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const size = Math.max(12, Math.round(Math.min(width, height) / LINES));
  const tile = sharp(await slantedLine(text, size));
  const made = await tile.metadata();
  // A tile may not be larger than what it is laid on: then its middle, where the words are.
  const [wide, high] = [Math.min(width, made.width), Math.min(height, made.height)];
  const middle = {
    left: Math.floor((made.width - wide) / 2),
    top: Math.floor((made.height - high) / 2),
    width: wide,
    height: high,
  };
  return sharp(picture)
    .composite([{ input: await tile.extract(middle).png().toBuffer(), tile: true }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** The text as a transparent picture; `size` is its height in pixels. */
async function slantedLine(text: string, size: number): Promise<Buffer> {
  const [dark, light] = await Promise.all([setLine(text, size, "#222222"), setLine(text, size, "#ffffff")]);
  const { width, height } = await sharp(light).metadata();
  const flat = await sharp({
    create: { width: width + size, height: height + 2 * size, channels: 4, background: clear },
  })
    .composite([
      { input: dark, left: 2, top: size + 1 },
      { input: light, left: 1, top: size },
    ])
    .png()
    .toBuffer();
  return sharp(flat).rotate(SLANT_DEGREES, { background: clear }).png().toBuffer();
}

const setLine = (text: string, size: number, colour: string): Promise<Buffer> =>
  sharp({
    text: {
      text: `<span foreground="${colour}">${escaped(text)}</span>`,
      font: `Noto Sans SC ${size}`,
      fontfile,
      dpi: 72,
      rgba: true,
    },
  })
    .png()
    .toBuffer();

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
