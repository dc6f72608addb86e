export type CameraProblem = "insecure" | "unsupported" | "refused" | "missing" | "in_use" | "failed";

/** Why the camera shows no picture, and what to do. */
export const cameraProblems: Record<CameraProblem, string> = {
  insecure: "当前连接不是安全连接（https），浏览器不允许使用摄像头。",
  unsupported: "当前浏览器不支持在网页内拍照。在微信中，可点击右上角菜单，选择在浏览器中打开。",
  refused: "没有得到使用摄像头的许可。请在浏览器或系统设置中允许本网站使用摄像头，然后重试。",
  missing: "没有找到摄像头，请连接摄像头后重试。",
  in_use: "摄像头正被其他程序占用，请关闭其他程序后重试。",
  failed: "摄像头未能打开，请稍后重试。",
};

/** The named camera, otherwise the one that faces the person, with two megapixels or more if it has them. */
export async function openCamera(
  deviceId: string | null,
): Promise<{ stream: MediaStream } | { problem: CameraProblem }> {
  if (!window.isSecureContext) return { problem: "insecure" };
  // Old browsers inside apps have no mediaDevices, although the types say so.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) return { problem: "unsupported" };
  try {
    const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" };
    const video = { ...which, width: { ideal: 1920 }, height: { ideal: 1440 } };
    return { stream: await devices.getUserMedia({ audio: false, video }) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** Whether a camera faces away from the person who holds it. Such a picture is not mirrored. */
export const looksAway = (stream: MediaStream): boolean =>
  stream.getVideoTracks()[0]?.getSettings().facingMode === "environment";

/** The device's cameras. The browser reveals their names only after one was allowed. */
export async function listCameras(): Promise<{ id: string; label: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === "videoinput")
    .map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `摄像头${index + 1}` }));
}

function problemOf(error: unknown): CameraProblem {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "in_use";
    default:
      return "failed";
  }
}
