import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";

// `npm run pictures`: takes a picture of every page in the browser (tests/e2e/gallery.spec.ts), lays them out as one
// gallery with an index, makes the sheets of the README, and the pictures of the home page's 办理指南.

const root = path.resolve(import.meta.dirname, "..");
/** PICTURES names a folder that keeps every picture as it was taken, those for a look among them. */
const taken = process.env.PICTURES ?? mkdtempSync(path.join(tmpdir(), "pictures-"));
mkdirSync(taken, { recursive: true });
const target = path.join(root, "tests", "e2e", "pictures");
const gallery = path.join(target, "gallery");
const guides = path.join(root, "public", "guide");
const GAP = 16;
const MAX_GALLERY_BYTES = 6_000_000;
const MAX_GUIDE_BYTES = 40_000;

const walked = spawnSync(process.execPath, ["tests/run.mjs", "e2e", "--", "--project=gallery"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PICTURES: taken },
});
if (walked.status !== 0) process.exit(walked.status ?? 1);

const names = readdirSync(taken)
  .filter((file) => file.endsWith(".png"))
  .map((file) => file.slice(0, -".png".length))
  .sort();

await makeGallery(names.filter((name) => !/^(?:guide|look)-/.test(name)));
await makeGuides(names.filter((name) => name.startsWith("guide-")));

const onPhone = ["03-register", "10-status-new", "12-details", "14-portrait"];
const later = ["21-review", "27-payment", "29-receipt", "33-exam-with-seat"];
await sheet(
  "journey",
  [...onPhone, ...later].map((screen) => `phone-${screen}`),
  {
    width: 260,
    height: 562,
    columns: 4,
  },
);
await sheet("desk", ["desk-landing", "desk-reviews", "desk-reviews-id", "desk-seating"], {
  width: 640,
  height: 360,
  columns: 2,
});
await sheet("card", ["print-32-admit-card", "print-22-form"], { width: 520, height: 736, columns: 2 });
if (!process.env.PICTURES) rmSync(taken, { recursive: true });

/** Every picture as WebP, and the page that shows them all. @param {string[]} shown */
async function makeGallery(shown) {
  rmSync(gallery, { recursive: true, force: true });
  mkdirSync(gallery, { recursive: true });
  let bytes = 0;
  for (const name of shown) {
    const { size } = await sharp(path.join(taken, `${name}.png`))
      .resize({ width: widthOf(name) })
      .webp({ quality: 45, effort: 6 })
      .toFile(path.join(gallery, `${name}.webp`));
    bytes += size;
  }
  if (bytes > MAX_GALLERY_BYTES) throw new Error(`the gallery has ${bytes} bytes, more than ${MAX_GALLERY_BYTES}`);
  const sections = /** @type {const} */ ([
    ["phone-\\d", "Candidates on a phone (390 px)", 180],
    ["phone-largest-", "The same with the largest text", 180],
    ["phone-en-", "The same in English", 180],
    ["desktop-", "Candidates on the office's screen (1366×768)", 420],
    ["desk-", "The desk (1366×768)", 420],
    ["deskphone-", "The desk on a phone (390 px)", 180],
    ["print-", "On paper (A4)", 280],
  ]);
  const text = sections.flatMap(([start, title, width]) => {
    const own = shown.filter((name) => new RegExp(`^${start}`).test(name));
    const pictures = own.map(
      (name) => `<a href="gallery/${name}.webp"><img src="gallery/${name}.webp" width="${width}" alt="${name}"></a>`,
    );
    return own.length > 0 ? [`## ${title}`, "", ...pictures, ""] : [];
  });
  const head = ["# Pictures of every page", "", "Made by `npm run pictures`; each opens on its own.", ""];
  writeFileSync(path.join(target, "README.md"), [...head, ...text].join("\n"));
  console.log(`gallery: ${shown.length} pictures, ${Math.round(bytes / 1000)} kB`);
}

/** Small enough for the whole gallery, large enough to read. @param {string} name */
function widthOf(name) {
  if (name.startsWith("phone-") || name.startsWith("deskphone-")) return 320;
  return name.startsWith("print-") ? 600 : 1024;
}

/** @param {string[]} shown */
async function makeGuides(shown) {
  mkdirSync(guides, { recursive: true });
  for (const name of shown) {
    const file = path.join(guides, `${name.slice("guide-".length)}.webp`);
    const width = name.startsWith("guide-phone") ? 360 : 640;
    await sharp(path.join(taken, `${name}.png`))
      .resize({ width })
      .webp({ quality: 60, effort: 6 })
      .toFile(file);
    if (statSync(file).size > MAX_GUIDE_BYTES) throw new Error(`${file} has more than ${MAX_GUIDE_BYTES} bytes`);
  }
}

/**
 * The upper part of each picture, side by side, `columns` in a row.
 * @param {string} name
 * @param {string[]} shown
 * @param {{ width: number, height: number, columns: number }} tile
 */
async function sheet(name, shown, { width, height, columns }) {
  const tiles = await Promise.all(
    shown.map(async (start, index) => ({
      input: await upperPart(path.join(taken, `${start}.png`), width, height),
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
