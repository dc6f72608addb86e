/**
 * Whether a post comes from a page of ours: route handlers have none of the protection that server actions bring. The
 * Origin must be the host that was asked or the address this system is known under. A browser that sends no Origin must
 * say by Sec-Fetch-Site that it is at home.
 */
export function isSameOrigin(headers: Headers, appUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") === "same-origin";
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === headers.get("host") || host === new URL(appUrl).host;
}
