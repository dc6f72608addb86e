import { structureOf } from "@/lib/core/picture-structure";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";

export type UploadAnswer = { ok: true; file: OwnUpload | null } | { ok: false; message: string; lost: boolean };

const lost: UploadAnswer = {
  ok: false,
  message: "网络连接中断，文件没有上传完成。请检查网络后点击“重试”。",
  lost: true,
};

/**
 * A phone that left its network may keep a dead connection open for minutes. After this time without progress the
 * connection counts as broken.
 */
const SILENCE_MS = 60_000;

/**
 * Posts a form to /api/uploads, or to another address that answers alike, for the exam session that the page shows, and
 * reports the progress. XMLHttpRequest, because fetch cannot report how much was sent.
 * Returns null after an abort.
 */
export const postUpload = (
  body: FormData,
  examSession: string | null,
  onPercent: (percent: number) => void,
  signal?: AbortSignal,
  address = "/api/uploads",
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
    request.open("POST", address);
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
    if (examSession) body.append("examSession", examSession);
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
    // An answer that is not JSON comes from a proxy between the browser and our server.
  }
  return status >= 500
    ? { ok: false, message: "系统暂时无法保存文件，请稍后点击“重试”。", lost: true }
    : { ok: false, message: "文件未能上传，请重新选择文件再试。", lost: false };
}

/** The longest side in pixels that the server keeps of a document. Sending more only takes longer. */
const SENT_SIDE = 2400;

/** In bytes: a smaller picture that the server can read is sent unchanged. */
const SMALL_BYTES = 400_000;
const readByServer = /^image\/(?:jpeg|png|webp)$/;

/**
 * The file to send. If this browser can decode a picture completely, it is redrawn upright and no larger than the
 * server keeps it. It is then small enough to be sent again after a broken connection. Any other file (HEIC in most
 * browsers, an incomplete photo) is sent unchanged, and the server reports what is wrong.
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

/** A picture as the browser decodes it, upright. Throws when the browser cannot. */
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

/** In pixels: the server accepts no larger photo. */
const MAX_LOOKED_AT_BYTES = 50_000_000;

/**
 * A picture that this browser has decoded completely; null when it may be incomplete or the browser cannot tell. A
 * browser draws an incomplete photo without an error, and the redrawn picture with its grey part looks valid. Such a
 * file must reach the server unchanged, whose decoder detects the error.
 */
export async function openWhole(file: Blob): Promise<HTMLImageElement | null> {
  if (file.size > MAX_LOOKED_AT_BYTES) return null;
  const structure = structureOf(new Uint8Array(await file.arrayBuffer()));
  // If the last scans of a progressive JPEG are missing, the browser draws a blurred picture, and no sign shows the
  // loss.
  if (!structure || structure.end === null || structure.progressive) return null;
  const image = await openPicture(file);
  return hasGreyCorner(image) ? null : image;
}

/**
 * Decoders fill the missing part of a JPEG with middle grey, from some position to the last corner, whichever way the
 * picture is rotated.
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
  // Transparent pixels would become black in a JPEG.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** null when the canvas was too large for the browser. */
export const toJpeg = (canvas: HTMLCanvasElement, quality = 0.92): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
