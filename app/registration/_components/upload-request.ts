import { structureOf } from "@/lib/core/picture-structure";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";

export type UploadAnswer = { ok: true; file: OwnUpload | null } | { ok: false; message: string; lost: boolean };

const lost: UploadAnswer = {
  ok: false,
  message: "网络连接中断，文件没有上传完成。请检查网络后点击“重试”。",
  lost: true,
};

/**
 * A phone that left its network may keep a dead connection open for minutes: after this long without a sign it counts
 * as broken.
 */
const SILENCE_MS = 60_000;

/**
 * Posts a form to /api/uploads and tells how far it is. XMLHttpRequest, because fetch cannot report what was sent.
 * An abort answers null.
 */
export const postUpload = (
  body: FormData,
  onPercent: (percent: number) => void,
  signal?: AbortSignal,
): Promise<UploadAnswer | null> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve(null);
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        resolve(lost);
        request.abort();
      }, SILENCE_MS);
    };
    request.open("POST", "/api/uploads");
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      heard();
      if (lengthComputable) onPercent(Math.floor((loaded / total) * 100));
    };
    request.onload = () => resolve(readAnswer(request));
    request.onerror = () => resolve(lost);
    request.onabort = () => resolve(null);
    request.onloadend = () => clearTimeout(silence);
    signal?.addEventListener("abort", () => request.abort());
    heard();
    request.send(body);
  });

function readAnswer({ status, responseText }: XMLHttpRequest): UploadAnswer {
  if (status === 401)
    return { ok: false, message: "登录已失效，请重新登录后再上传；已填写的内容会保留。", lost: false };
  try {
    const answer = JSON.parse(responseText) as { file?: OwnUpload | null; message?: string };
    if (status === 200) return { ok: true, file: answer.file ?? null };
    if (answer.message) return { ok: false, message: answer.message, lost: false };
  } catch {
    // An answer that is no JSON comes from something between the browser and us.
  }
  return status >= 500
    ? { ok: false, message: "系统暂时无法保存文件，请稍后点击“重试”。", lost: true }
    : { ok: false, message: "文件未能上传，请重新选择文件再试。", lost: false };
}

/** The longest side the server keeps of a document: more would only take longer to send. */
const SENT_SIDE = 2400;

/** Below this a picture that the server reads is quick to send as it is. */
const SMALL_BYTES = 400_000;
const readByServer = /^image\/(?:jpeg|png|webp)$/;

/**
 * The file to send. A picture is drawn anew, upright and no larger than the server keeps it, where this browser can
 * read it whole: it is then small enough to be sent again when the connection breaks. Everything else (HEIC on most
 * browsers, half a photo) goes as it is, and the server says what is wrong.
 */
export async function prepareFile(file: File): Promise<Blob> {
  if (file.type === "application/pdf" || (file.size <= SMALL_BYTES && readByServer.test(file.type))) return file;
  try {
    const picture = await openWhole(file);
    if (!picture) return file;
    const smaller = await toJpeg(drawn(picture, SENT_SIDE), 0.85);
    return smaller && (smaller.size < file.size || file.type !== "image/jpeg") ? smaller : file;
  } catch {
    return file;
  }
}

/** A picture as the browser reads it, upright. Throws when it cannot. */
export async function openPicture(file: Blob): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** No photo that the server takes is larger. */
const MAX_LOOKED_AT_BYTES = 50_000_000;

/**
 * A picture of which this browser has all; null where it may be less, or where the browser cannot tell. A browser draws
 * what there is of half a photo without a word, and drawn anew the grey half is a good picture: so such a file must
 * come to the server, whose decoder tells, as it is.
 */
export async function openWhole(file: Blob): Promise<HTMLImageElement | null> {
  if (file.size > MAX_LOOKED_AT_BYTES) return null;
  const structure = structureOf(new Uint8Array(await file.arrayBuffer()));
  // Of a progressive JPEG whose last scans are missing a browser makes a blurred picture, which nothing gives away.
  if (!structure || structure.end === null || structure.progressive) return null;
  const image = await openPicture(file);
  return hasGreyCorner(image) ? null : image;
}

/**
 * Decoders fill up what is missing of a JPEG with the middle grey, from some place to the last corner, whichever way
 * the picture is turned.
 */
function hasGreyCorner(image: HTMLImageElement): boolean {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2;
  const context = canvas.getContext("2d");
  if (!context) return false;
  for (const [x, y] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    context.drawImage(image, x * (image.naturalWidth - 1), y * (image.naturalHeight - 1), 1, 1, x, y, 1, 1);
  }
  const { data } = context.getImageData(0, 0, 2, 2);
  return [0, 4, 8, 12].some((at) => [0, 1, 2].every((colour) => Math.abs((data[at + colour] ?? 0) - 128) <= 2));
}

function drawn(image: HTMLImageElement, longSide: number): HTMLCanvasElement {
  const scale = Math.min(1, longSide / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser does not draw");
  // What is transparent would become black in a JPEG.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** null when the browser cannot make one: the canvas was too large for it. */
export const toJpeg = (canvas: HTMLCanvasElement, quality = 0.92): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
