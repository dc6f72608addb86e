import { defineConfig } from "prisma/config";

// Paths resolve from this folder. Only `prisma generate` reads this file: migrations run through
// lib/adapter/db/migrate.ts.
export default defineConfig({ schema: "../prisma/schema" });
