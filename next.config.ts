import type { NextConfig } from "next";

// Answers that pass by the proxy (API routes, static files) get a policy that lets nothing run.
const barePolicy = { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" };

// A worker runs under the policy of its own script, and Turbopack's workers import their chunks: they may run our
// scripts and nothing else.
const scriptPolicy = {
  key: "content-security-policy",
  value: "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'",
};

const config: NextConfig = {
  headers: async () => [
    // Routes may say more, never less: a redirect of theirs is not to be kept either.
    { source: "/api/:path*", headers: [barePolicy, { key: "cache-control", value: "no-store" }] },
    // Their address is a secret.
    { source: "/api/card-links/:path*", headers: [{ key: "referrer-policy", value: "no-referrer" }] },
    { source: "/_next/:path*", headers: [barePolicy] },
    // Pictures by the hash of their bytes: the route says how long they may be kept.
    { source: "/school-pictures/:hash", headers: [barePolicy] },
    { source: "/_next/static/:path*", headers: [scriptPolicy] },
    // The files of public/: their names stay when a school puts its own emblem there, so a day is long enough.
    {
      source: "/:file(emblem\\.svg|favicon\\.ico|manifest\\.webmanifest|robots\\.txt|icons/[\\w.-]+|guide/[\\w.-]+)",
      headers: [barePolicy, { key: "cache-control", value: "public, max-age=86400" }],
    },
  ],
  // WeChat asks for its file at the root.
  rewrites: async () => [
    { source: "/MP_verify_:name([0-9A-Za-z]+).txt", destination: "/api/wechat-verification/:name" },
  ],
  poweredByHeader: false,
  // No page uses the framework's image optimiser: its route is off.
  images: { unoptimized: true },
  reactStrictMode: true,
  // wechatpay-node-v3 pulls superagent, whose formidable requires its plugins by a computed path that no bundler can
  // follow.
  serverExternalPackages: [
    "wechatpay-node-v3",
    "@react-pdf/renderer",
    "@node-rs/argon2",
    "sharp",
    "subset-font",
    "fontkit",
    "pino",
    "graphile-worker",
    "pg",
  ],
};

export default config;
