import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // wechatpay-node-v3 pulls superagent, whose formidable requires its plugins by a computed path that no bundler can follow.
  serverExternalPackages: ["wechatpay-node-v3", "@react-pdf/renderer", "@node-rs/argon2", "sharp", "subset-font", "fontkit", "pino", "graphile-worker", "pg"],
  experimental: {
    // Uploads go to /api/uploads; this room is for forms posted with files when JavaScript is off.
    serverActions: { bodySizeLimit: "12mb" },
    proxyClientMaxBodySize: "13mb",
  },
};

export default config;
