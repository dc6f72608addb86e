import { openPicture, openWhole, toJpeg } from "../_components/upload-request";

/**
 * How to rotate and crop a photo, in fractions of the rotated picture. lib/adapter/image/portrait.ts does the same when
 * the browser cannot.
 */
export type Cut = { x: number; y: number; width: number; height: number; turn: 0 | 90 | 180 | 270 };

/** In pixels, more than any exam session requires, so that the server can scale it down. */
const CUT_WIDTH = 960;

/** In pixels: large enough for any screen, small enough for an old phone. */
const SHOWN_SIDE = 1600;

/**
 * The part of a photo as a small JPEG of 3:4; null when this browser cannot draw a picture of this size or may not have
 * decoded all of it.
 */
export async function cutOut(photo: Blob, { x, y, width, turn }: Cut): Promise<Blob | null> {
  try {
    const image = await openWhole(photo);
    if (!image) return null;
    const whole = turnedSize(image, turn);
    const scale = Math.min(1, CUT_WIDTH / (width * whole.width));
    const wide = Math.max(3, Math.round(width * whole.width * scale));
    const size = { width: wide, height: Math.round((wide * 4) / 3) };
    return await toJpeg(drawTurned(image, turn, scale, size, { x: x * whole.width, y: y * whole.height }));
  } catch {
    return null;
  }
}

/** A photo, rotated and small enough to move on the screen; null when this browser cannot draw it. */
export async function turnedPreview(photo: Blob, turn: Cut["turn"]): Promise<Blob | null> {
  try {
    const image = await openPicture(photo);
    const whole = turnedSize(image, turn);
    const scale = Math.min(1, SHOWN_SIDE / Math.max(whole.width, whole.height));
    const size = {
      width: Math.max(1, Math.round(whole.width * scale)),
      height: Math.max(1, Math.round(whole.height * scale)),
    };
    return await toJpeg(drawTurned(image, turn, scale, size, { x: 0, y: 0 }));
  } catch {
    return null;
  }
}

function turnedSize({ naturalWidth, naturalHeight }: HTMLImageElement, turn: Cut["turn"]) {
  return turn % 180 === 0
    ? { width: naturalWidth, height: naturalHeight }
    : { width: naturalHeight, height: naturalWidth };
}

/** `from`: the corner of the rotated picture, in its own pixels, that becomes the corner of the canvas. */
export function drawTurned(
  image: HTMLImageElement,
  turn: Cut["turn"],
  scale: number,
  size: { width: number; height: number },
  from: { x: number; y: number },
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, size);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser does not draw");
  // Transparent pixels would become black in a JPEG.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, size.width, size.height);
  const whole = turnedSize(image, turn);
  context.scale(scale, scale);
  context.translate(whole.width / 2 - from.x, whole.height / 2 - from.y);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(image, -image.naturalWidth / 2, -image.naturalHeight / 2);
  return canvas;
}
