/**
 * Whether a post comes from a page of ours. Server actions check this themselves, route handlers do not. The Origin
 * must be the requested host or APP_URL. Without an Origin, Sec-Fetch-Site must be "same-origin".
 */
export function isSameOrigin(headers: Headers, appUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") === "same-origin";
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === headers.get("host") || host === new URL(appUrl).host;
}
