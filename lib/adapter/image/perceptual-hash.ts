import { type Luma, partOfLuma } from "./luma";

/**
 * Two portraits whose hashes differ in at most so many of 256 bits show the same picture. Measured on real faces:
 * scaled down and recompressed 8, brightened or darkened by a fifth 10, cut by 1 % on every side 30 at most (by 2 %:
 * 40, not the same any more); other people at least 90, and cut out and laid on the same white ground 64.
 */
export const SAME_PICTURE_DISTANCE = 32;

/**
 * Of a portrait only the part where its head stands: a plain ground and shoulders look alike with everybody. Of 480×640
 * pixels.
 */
const HEAD = { left: 96, top: 77, width: 288, height: 435 };

/** The hash of a portrait of 480×640 pixels; see lumaHash. */
export const portraitHash = (luma: Luma): string => lumaHash(partOfLuma(luma, HEAD));

const GRID = 16;

/**
 * By so much must a cell be brighter than its neighbour to count: in an even background compression alone makes a
 * difference of one.
 */
const STEP = 2;

/**
 * A difference hash of a picture as a text of 256 digits 0 and 1, row by row: of a 16×16 grid of its average
 * brightness, whether each cell is brighter than the next one in its row. It stays nearly the same when the picture is
 * scaled, recompressed or brightened.
 */
export function lumaHash(luma: Luma): string {
  const cells = averages(luma, GRID + 1, GRID);
  const bit = (row: number, column: number) => {
    const at = row * (GRID + 1) + column;
    return (cells[at] ?? 0) - (cells[at + 1] ?? 0) >= STEP ? "1" : "0";
  };
  return Array.from({ length: GRID * GRID }, (_, index) => bit(Math.floor(index / GRID), index % GRID)).join("");
}

/** The mean brightness of each cell of a grid laid over the picture. */
function averages({ values, width, height }: Luma, columns: number, rows: number): Float64Array {
  const sums = new Float64Array(columns * rows);
  const counts = new Float64Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x += 1) {
      const cell = row + Math.floor((x * columns) / width);
      sums[cell] = (sums[cell] ?? 0) + (values[y * width + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 0));
}

/** In how many bits two hashes differ, as the database counts it (bit_count(a # b)). */
export const hashDistance = (one: string, other: string): number =>
  Array.from(one).filter((bit, index) => bit !== other[index]).length;
