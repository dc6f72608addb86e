import type { OwnUpload } from "@/lib/registration/queries/own-files";

export type UploadAnswer = { ok: true; file: OwnUpload | null } | { ok: false; message: string; lost: boolean };

const lost: UploadAnswer = { ok: false, message: "网络连接中断，文件没有上传完成。请检查网络后点击“重试”。", lost: true };

/** A phone that left its network may keep a dead connection open for minutes: after this long without a sign it counts as broken. */
const SILENCE_MS = 60_000;

/**
 * Posts a form to /api/uploads and tells how far it is. XMLHttpRequest, because fetch cannot report what was sent.
 * An abort answers null.
 */
export const postUpload = (body: FormData, onPercent: (percent: number) => void, signal?: AbortSignal): Promise<UploadAnswer | null> =>
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
  if (status === 401) return { ok: false, message: "登录已失效，请重新登录后再上传；已填写的内容会保留。", lost: false };
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
 * The file to send. A picture is drawn anew, upright and no larger than the server keeps it, where this browser can read it: it is then small
 * enough to be sent again when the connection breaks. What the browser cannot read (HEIC on most) goes as it is, and the server says what is wrong.
 */
export async function prepareFile(file: File): Promise<Blob> {
  if (file.type === "application/pdf" || (file.size <= SMALL_BYTES && readByServer.test(file.type))) return file;
  try {
    const smaller = await toJpeg(drawn(await openPicture(file), SENT_SIDE), 0.85);
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
