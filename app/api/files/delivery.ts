import type { ViewPurpose } from "@/lib/domain/review/commands/view-file";

/**
 * A browser states the purpose of each request. A request that is neither an image on our page nor a fetch of our
 * script is treated as saving: the file was opened by itself, downloaded, or requested by a program that states
 * nothing.
 */
export function purposeOf(request: Request, ahead: boolean): ViewPurpose {
  const wanted = request.headers.get("sec-fetch-dest");
  const ours = request.headers.get("sec-fetch-site") === "same-origin";
  if (!ours || (wanted !== "image" && wanted !== "empty")) return "download";
  return ahead ? "ahead" : "shown";
}

/** The path of the page that shows the file, without its query. */
export function referringPage(request: Request): string {
  const referer = request.headers.get("referer");
  return referer && URL.canParse(referer) ? new URL(referer).pathname.slice(0, 200) : "";
}

/** We have re-encoded every picture. */
export const pictureHeaders = {
  "content-type": "image/jpeg",
  "content-disposition": "inline",
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};
