import path from "node:path";
import { defineConfig } from "vitest/config";

// Neither UTC nor Shanghai: whatever relies on the machine's zone fails here.
process.env.TZ = "Asia/Kathmandu";

const root = path.resolve(import.meta.dirname, "..");
const shared = { root, resolve: { alias: { "@": root } } };

export default defineConfig({
  test: {
    globalSetup: path.join(root, "tests/support/side-programs.ts"),
    projects: [
      // The house's tests read every source file: on a busy machine that takes longer than the usual five seconds.
      { ...shared, test: { name: "unit", include: ["tests/unit/**/*.test.ts"], testTimeout: 30_000 } },
      {
        ...shared,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: "tests/support/postgres.ts",
          setupFiles: "tests/support/database.ts",
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
