import { openPicture, toJpeg } from "../_components/upload-request";
import { drawTurned } from "./cut-out";
import type { FaceAnswer } from "./face/route";

/** In pixels: enough for the detector, and small enough to be sent in a moment. */
const SENT_SIDE = 480;
const PATIENCE_MS = 4000;

/**
 * The part of a photo around its face, in percent. null when the server finds none, does not answer in time or cannot
 * be reached: then the crop starts in the middle. `ticked`: the candidate gave his consent on this page just now;
 * without it the server asks its own record of this exam session, so that a consent that was taken back elsewhere
 * stays taken back. `closed` ends it.
 */
export async function findFace(
  photo: Blob,
  ticked: boolean,
  examSession: string | null,
  closed: AbortSignal,
): Promise<{ x: number; y: number; width: number; height: number } | null> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, PATIENCE_MS);
  closed.addEventListener("abort", stop);
  try {
    const image = await openPicture(photo);
    const scale = Math.min(1, SENT_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const size = { width: Math.round(image.naturalWidth * scale), height: Math.round(image.naturalHeight * scale) };
    const small = await toJpeg(drawTurned(image, 0, scale, size, { x: 0, y: 0 }), 0.85);
    if (!small) return null;
    const body = new FormData();
    if (ticked) body.append("faceConsent", "on");
    if (examSession) body.append("examSession", examSession);
    body.append("photo", small, "photo");
    const response = await fetch("/registration/portrait/face", { method: "POST", body, signal: controller.signal });
    if (!response.ok) return null;
    const { part } = (await response.json()) as FaceAnswer;
    if (!part) return null;
    return { x: part.x * 100, y: part.y * 100, width: part.width * 100, height: part.height * 100 };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    closed.removeEventListener("abort", stop);
  }
}
