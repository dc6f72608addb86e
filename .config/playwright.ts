import path from "node:path";
import { defineConfig, devices } from "playwright/test";

const root = path.resolve(import.meta.dirname, "..");

// Run by tests/run.mjs, which builds and starts the application and names its address in E2E_URL.
export default defineConfig({
  testDir: path.join(root, "tests", "e2e"),
  outputDir: path.join(root, "test-results"),
  forbidOnly: process.env.CI !== undefined,
  fullyParallel: false,
  // One at a time: candidates meet every session whose exam is not over, and each journey opens its own.
  workers: 1,
  // A journey that fails on a busy machine is walked once more from its beginning; tests/run.mjs tells which did.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.E2E_URL ?? "http://localhost:3000",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-first-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        // The camera step sees a test picture instead of asking for a device.
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
      ],
    },
  },
  // Everything a candidate meets is walked on his phone, everything staff meet at a desk, and the whole journey on
  // both.
  projects: [
    {
      name: "phone",
      testIgnore: [
        "**/callers.spec.ts",
        "**/every-page.spec.ts",
        "**/gallery.spec.ts",
        "**/garbage.spec.ts",
        "**/review-*.spec.ts",
        "**/roster.spec.ts",
        "**/payment-desk.spec.ts",
        "**/sessions.spec.ts",
        "**/seating.spec.ts",
        "**/staff-*.spec.ts",
        "**/desk-*.spec.ts",
        "**/live-*.spec.ts",
      ],
      use: { ...devices["Pixel 7"], channel: undefined, viewport: { width: 390, height: 844 } },
    },
    {
      name: "desktop",
      testMatch: [
        "access",
        "every-page",
        "journey",
        "payment*",
        "review-*",
        "roster",
        "sessions",
        "seating",
        "staff-*",
        "desk-*",
        "status",
      ].map((name) => `**/${name}.spec.ts`),
      use: { viewport: { width: 1440, height: 900 } },
    },
    // Starts an installation of its own, in live mode, and a browser that knows where it is.
    { name: "live", testMatch: ["**/live-*.spec.ts"] },
    // Takes the pictures of `npm run pictures`, and is no test.
    ...(process.env.PICTURES ? [{ name: "gallery", testMatch: ["**/gallery.spec.ts"] }] : []),
    // Asks by HTTP alone: no browser is started.
    { name: "callers", testMatch: ["**/callers.spec.ts", "**/garbage.spec.ts"] },
  ],
});
