import { currentCandidate, currentStaff } from "./session";
import type { Audience } from "./token";

// A link with `download` saves whatever comes: a redirect to the sign-in page would lie on the phone as 准考证.png.
// Browsers ask for it with an empty destination, for a picture with "image", and for a page with "document"; a refusal
// then leaves no file.

/** Whether the browser wants a file or a picture, not a page. A browser that states nothing gets the page. */
export function wantsFile(request: Request): boolean {
  const destination = request.headers.get("sec-fetch-dest");
  return destination !== null && destination !== "document";
}

/** A refusal that is not saved: the browser reports the download as failed. */
export const fileRefused = (status: 401 | 409, text: string): Response =>
  new Response(text, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });

export const signedOutFile = (): Response => fileRefused(401, "登录已结束，文件没有保存。请回到页面，重新登录后再试。");

/** The answer to a file's request by whoever is no longer signed in; null: he is, or the gate may show him a page. */
export async function refuseSignedOut(request: Request, audience: Audience): Promise<Response | null> {
  if (!wantsFile(request)) return null;
  const signedIn = audience === "staff" ? await currentStaff() : await currentCandidate();
  return signedIn ? null : signedOutFile();
}
