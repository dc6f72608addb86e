import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";

// `npm run pictures`: walks the whole journey in the browser and lays its pictures out as the READMEs show them.

const root = path.resolve(import.meta.dirname, "..");
const taken = mkdtempSync(path.join(tmpdir(), "pictures-"));
const target = path.join(root, "tests", "e2e", "pictures");
const GAP = 16;

const walked = spawnSync(process.execPath, ["tests/run.mjs", "e2e", "--", "-g", "printed admit card"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PICTURES: taken },
});
if (walked.status !== 0) process.exit(walked.status ?? 1);

/**
 * The upper part of each picture, side by side, `columns` in a row.
 * @param {string} name
 * @param {string[]} shown
 * @param {{ width: number, height: number, columns: number }} tile
 */
async function sheet(name, shown, { width, height, columns }) {
  const tiles = await Promise.all(
    shown.map(async (start, index) => ({
      input: await upperPart(path.join(taken, fileOf(start)), width, height),
      left: GAP + (index % columns) * (width + GAP),
      top: GAP + Math.floor(index / columns) * (height + GAP),
    })),
  );
  const rows = Math.ceil(shown.length / columns);
  await sharp({
    create: {
      width: GAP + columns * (width + GAP),
      height: GAP + rows * (height + GAP),
      channels: 3,
      background: "#8a97a3",
    },
  })
    .composite(tiles)
    .jpeg({ quality: 80, mozjpeg: true })
    .toFile(path.join(target, `${name}.jpg`));
}

/**
 * Where a picture is shorter than its tile, the tile stays white below it.
 * @param {string} file
 * @param {number} width
 * @param {number} height
 */
async function upperPart(file, width, height) {
  const long = await sharp(file).resize({ width }).extend({ bottom: height, background: "#ffffff" }).toBuffer();
  return sharp(long).extract({ left: 0, top: 0, width, height }).toBuffer();
}

/** @param {string} start */
function fileOf(start) {
  const found = readdirSync(taken).find((file) => file.startsWith(start) && file.endsWith(".png"));
  if (!found) throw new Error(`the journey took no picture ${start}`);
  return found;
}

/** The first page of a PDF as a picture. @param {string} start */
function drawPdf(start) {
  const file = readdirSync(taken).find((name) => name.startsWith(start) && name.endsWith(".pdf")) ?? start;
  spawnSync("pdftoppm", ["-r", "90", "-png", "-singlefile", path.join(taken, file), path.join(taken, start)]);
}

mkdirSync(target, { recursive: true });
const phone = ["02", "03", "06", "08", "10", "14", "16", "22"].map((number) => `phone-${number}`);
await sheet("journey", phone, { width: 260, height: 562, columns: 4 });
await sheet("desk", ["desktop-admin-01", "desktop-admin-02", "desktop-admin-03", "desktop-admin-05"], {
  width: 640,
  height: 440,
  columns: 2,
});
for (const start of ["phone-20", "phone-21"]) drawPdf(start);
await sheet("card", ["phone-20", "phone-21"], { width: 520, height: 736, columns: 2 });
rmSync(taken, { recursive: true });
