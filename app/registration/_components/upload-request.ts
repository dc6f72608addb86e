import type { OwnUpload } from "@/lib/registration/queries/own-files";

export type UploadAnswer = { ok: true; file: OwnUpload | null } | { ok: false; message: string; lost: boolean };

const lost: UploadAnswer = { ok: false, message: "网络连接中断，文件没有上传完成。请检查网络后点击“重试”。", lost: true };

/**
 * Posts a form to /api/uploads and tells how far it is. XMLHttpRequest, because fetch cannot report what was sent.
 * An abort answers null.
 */
export const postUpload = (body: FormData, onPercent: (percent: number) => void, signal?: AbortSignal): Promise<UploadAnswer | null> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/uploads");
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onPercent(Math.floor((loaded / total) * 100));
    };
    request.onload = () => resolve(readAnswer(request));
    request.onerror = () => resolve(lost);
    request.onabort = () => resolve(null);
    signal?.addEventListener("abort", () => request.abort());
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

/** Longer than any picture the server keeps, shorter than what it refuses. */
const SHRUNK_SIDE = 4000;

const accepted = new Set(["image/jpeg", "image/png", "image/webp", "application/pdf"]);

/**
 * The file to send. A picture that the server could not read (HEIC) or would find too large is drawn anew where this browser can
 * read it; otherwise it goes as it is, and the server says what is wrong.
 */
export async function prepareFile(file: File, limit: number): Promise<Blob> {
  if (accepted.has(file.type) && (file.size <= limit || file.type === "application/pdf")) return file;
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(1, SHRUNK_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return (await toJpeg(canvas)) ?? file;
  } catch {
    return file;
  } finally {
    URL.revokeObjectURL(address);
  }
}

export const toJpeg = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
