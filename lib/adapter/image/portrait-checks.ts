import type { Face, Point } from "./detect-faces";
import type { Luma } from "./luma";

/** What a person should look at; never a reason to refuse. */
export type PortraitFinding =
  | "portrait_no_face"
  | "portrait_several_faces"
  | "portrait_face_cut"
  | "portrait_face_size"
  | "portrait_eye_line"
  | "portrait_tilted"
  | "portrait_turned"
  | "portrait_dark"
  | "portrait_bright"
  | "portrait_backlit"
  | "portrait_blurred"
  | "portrait_background"
  | "portrait_recaptured"
  | "portrait_small"
  | "portrait_unchecked";

// formats.md says where the eyes belong and how far a head may lean. The other limits were chosen on real faces
// (lib/domain/README.md): far enough out that an ordinary portrait does not reach them.
const LEAST_SCORE = 0.35;
const SECOND_SCORE = 0.6;
const SECOND_AREA = 0.25;
const EYE_LINE = { from: 0.3, to: 0.5 };
const EYE_DISTANCE = { from: 0.12, to: 0.36 };
const MAX_TILT = 10;
const MAX_TURN = 2.3;
const DARK = 60;
const BRIGHT = 225;
const BACKLIGHT = { face: 85, difference: 50 };
const SHARP = 0.21;
const BUSY = 11;

/** Everything that can be said of a portrait and the faces found in it, in the order in which it is told. */
export function portraitChecks(luma: Luma, faces: readonly Face[]): PortraitFinding[] {
  const face = mainFace(faces);
  if (!face) return ["portrait_no_face", ...light(luma, whole(luma)), ...framed(luma)];
  const box = within(luma, extent(face.landmarks));
  return [
    ...(isAccompanied(face, faces) ? (["portrait_several_faces"] as const) : []),
    ...placing(face, luma),
    ...light(luma, box),
    ...surroundings(luma, box),
    ...framed(luma),
  ];
}

const area = ({ box }: Face) => box.width * box.height;

/** The face that a portrait shows: large and certain. */
export function mainFace(faces: readonly Face[]): Face | undefined {
  return faces.filter(({ score }) => score >= LEAST_SCORE).sort((a, b) => b.score * area(b) - a.score * area(a))[0];
}

/**
 * Whether somebody else looks into the picture; the detector finds one face twice now and then, and faces in a curtain.
 */
const isAccompanied = (face: Face, faces: readonly Face[]): boolean =>
  faces.some(
    (other) =>
      other !== face &&
      other.score >= SECOND_SCORE &&
      area(other) > SECOND_AREA * area(face) &&
      shared(face.box, other.box) < 0.3 * area(other),
  );

type Box = Face["box"];

function shared(a: Box, b: Box): number {
  const overlap = (from: number, length: number, other: number, otherLength: number) =>
    Math.max(0, Math.min(from + length, other + otherLength) - Math.max(from, other));
  return overlap(a.x, a.width, b.x, b.width) * overlap(a.y, a.height, b.y, b.height);
}

function placing({ box, landmarks }: Face, { width, height }: Luma): PortraitFinding[] {
  const [left, right] = [middle(landmarks.slice(36, 42)), middle(landmarks.slice(42, 48))];
  const [chin, nose, jawLeft, jawRight] = [landmarks[8], landmarks[30], landmarks[1], landmarks[15]];
  if (!chin || !nose || !jawLeft || !jawRight) return [];
  const eyes = middle([left, right]);
  const findings: PortraitFinding[] = [];

  // From the eyes to the crown is about as far as to the chin.
  const crown = eyes.y - (chin.y - eyes.y);
  if (box.x + 0.08 * box.width < 0 || box.x + 0.92 * box.width > width || chin.y > height || crown < -0.03 * height)
    findings.push("portrait_face_cut");

  const distance = Math.hypot(right.x - left.x, right.y - left.y) / width;
  if (distance < EYE_DISTANCE.from || distance > EYE_DISTANCE.to) findings.push("portrait_face_size");
  if (eyes.y < EYE_LINE.from * height || eyes.y > EYE_LINE.to * height) findings.push("portrait_eye_line");

  const tilt = (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
  if (Math.abs(tilt) > MAX_TILT) findings.push("portrait_tilted");

  // Seen along the line of the eyes, a nose that looks straight ahead stands halfway between the cheeks.
  const along = (point: Point) =>
    (point.x - eyes.x) * Math.cos((tilt * Math.PI) / 180) + (point.y - eyes.y) * Math.sin((tilt * Math.PI) / 180);
  const [toLeft, toRight] = [along(nose) - along(jawLeft), along(jawRight) - along(nose)];
  const turn = Math.max(toLeft, toRight) / Math.max(1, Math.min(toLeft, toRight));
  if (turn > MAX_TURN) findings.push("portrait_turned");
  return findings;
}

export const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

type Region = { left: number; top: number; right: number; bottom: number };

const whole = ({ width, height }: Luma): Region => ({ left: 0, top: 0, right: width, bottom: height });

/** From brow to chin and from cheek to cheek: the detector's own box holds hair and background too. */
function extent(landmarks: readonly Point[]): Box {
  const [xs, ys] = [landmarks.map(({ x }) => x), landmarks.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** A box in whole pixels inside the picture. */
const within = ({ width, height }: Luma, box: Box): Region => ({
  left: Math.min(width - 2, Math.max(0, Math.floor(box.x))),
  top: Math.min(height - 2, Math.max(0, Math.floor(box.y))),
  right: Math.max(2, Math.min(width, Math.ceil(box.x + box.width))),
  bottom: Math.max(2, Math.min(height, Math.ceil(box.y + box.height))),
});

function light(luma: Luma, region: Region): PortraitFinding[] {
  const mean = meanOf(luma, region);
  const findings: PortraitFinding[] = [];
  if (mean < DARK) findings.push("portrait_dark");
  if (mean > BRIGHT) findings.push("portrait_bright");
  if (sharpness(luma, region) < SHARP) findings.push("portrait_blurred");
  return findings;
}

function meanOf({ values, width }: Luma, { left, top, right, bottom }: Region): number {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) sum += values[y * width + x] ?? 0;
  return sum / Math.max(1, (right - left) * (bottom - top));
}

/**
 * How much of the detail of a picture a quarter as large is left in one an eighth as large: less the less it is
 * blurred, whatever its light, and noise and the traces of compression are averaged away. 0.25 to 0.56 for real faces,
 * at most 0.16 when they are blurred by a sigma of 4 pixels.
 */
function sharpness(luma: Luma, region: Region): number {
  const quarter = halved(halved(luma));
  return detail(quarter, scaled(region, 1 / 4)) / Math.max(1, detail(halved(quarter), scaled(region, 1 / 8)));
}

const scaled = ({ left, top, right, bottom }: Region, by: number): Region => ({
  left: Math.floor(left * by),
  top: Math.floor(top * by),
  right: Math.floor(right * by),
  bottom: Math.floor(bottom * by),
});

function halved({ values, width, height }: Luma): Luma {
  const half = { values: new Uint8Array(values.length >> 2), width: width >> 1, height: height >> 1 };
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      const at = 2 * y * width + 2 * x;
      const sum = (values[at] ?? 0) + (values[at + 1] ?? 0) + (values[at + width] ?? 0) + (values[at + width + 1] ?? 0);
      half.values[y * half.width + x] = (sum + 2) >> 2;
    }
  }
  return half;
}

/** Variance of the Laplacian: how strongly neighbouring pixels differ from their middle. */
function detail({ values, width }: Luma, { left, top, right, bottom }: Region): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = top + 1; y < bottom - 1; y += 1) {
    for (let x = left + 1; x < right - 1; x += 1) {
      const at = y * width + x;
      const value =
        4 * (values[at] ?? 0) -
        (values[at - 1] ?? 0) -
        (values[at + 1] ?? 0) -
        (values[at - width] ?? 0) -
        (values[at + width] ?? 0);
      sum += value;
      squares += value * value;
      count += 1;
    }
  }
  const mean = sum / Math.max(1, count);
  return squares / Math.max(1, count) - mean * mean;
}

/** The light and the things beside the head: what stands left and right of it, above the shoulders. */
function surroundings(luma: Luma, face: Region): PortraitFinding[] {
  const { values, width } = luma;
  // The ears.
  const margin = 0.15 * (face.right - face.left);
  const [left, right] = [Math.floor(face.left - margin), Math.ceil(face.right + margin)];
  let [sum, edges, count] = [0, 0, 0];
  for (let y = 0; y < face.bottom - 1; y += 2) {
    for (let x = 0; x < width - 1; x += 1) {
      if (x > left && x < right) continue;
      const value = values[y * width + x] ?? 0;
      sum += value;
      edges +=
        Math.abs(value - (values[y * width + x + 1] ?? 0)) + Math.abs(value - (values[(y + 1) * width + x] ?? 0));
      count += 1;
    }
  }
  // A face that fills the picture leaves nothing to judge.
  if (count < 2000) return [];
  const findings: PortraitFinding[] = [];
  const mean = meanOf(luma, face);
  if (mean < BACKLIGHT.face && sum / count - mean > BACKLIGHT.difference) findings.push("portrait_backlit");
  if (edges / count > BUSY) findings.push("portrait_background");
  return findings;
}

const LEAST_BORDER = 0.015;
const MAX_BORDER = 0.2;
const EVEN = 5;
const STEP = 20;
/**
 * The part of a side along which the step must be seen: behind the rest, the picture may be as bright as its border.
 */
const LINE = 0.7;

/**
 * A picture of a picture: an even strip along at least three sides that ends in a straight line across nearly the whole
 * side.
 */
function framed(luma: Luma): PortraitFinding[] {
  const sides = (["left", "right", "top", "bottom"] as const).filter((side) => hasBorder(luma, side));
  return sides.length >= 3 ? ["portrait_recaptured"] : [];
}

function hasBorder({ values, width, height }: Luma, side: "left" | "right" | "top" | "bottom"): boolean {
  const across = side === "left" || side === "right";
  const [depth, length] = across ? [width, height] : [height, width];
  // The corners belong to the strips of two sides.
  const [from, to] = [Math.floor(length * 0.25), Math.floor(length * 0.75)];
  const at = (line: number, along: number) => {
    const far = side === "right" || side === "bottom" ? depth - 1 - line : line;
    return values[across ? along * width + far : far * width + along] ?? 0;
  };
  const border = at(0, Math.floor(length / 2));
  for (let line = 0; line < depth * MAX_BORDER; line += 1) {
    let [even, stepped] = [0, 0];
    for (let along = from; along < to; along += 2) {
      const difference = Math.abs(at(line, along) - border);
      if (difference <= EVEN) even += 1;
      if (Math.abs(at(line + 2, along) - border) > STEP) stepped += 1;
    }
    const count = Math.ceil((to - from) / 2);
    if (line >= depth * LEAST_BORDER && stepped > LINE * count && even > 0.85 * count) return true;
    if (even < 0.97 * count && stepped <= LINE * count) return false;
  }
  return false;
}
