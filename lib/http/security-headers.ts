/**
 * The headers of every response: of pages, routes, static files, the framework's redirects and our own responses.
 * lib/http/request-guard.ts sets them before the framework sees the request. Routes and the proxy may replace one, but
 * never remove it.
 */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // H5 payment needs a Referer, so not no-referrer.
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
} as const;

/**
 * Allows nothing. Pages replace it with the policy of proxy.ts, the framework's files with that of next.config.ts.
 */
export const barePolicy = "default-src 'none'; frame-ancestors 'none'";
