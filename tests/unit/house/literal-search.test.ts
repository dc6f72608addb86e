import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { literally } from "@/lib/adapter/db/literal";

it("every search for a part of a text takes what was typed to the letter", () => {
  const files = ["app", "lib"].flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: "utf8" })
      .map((file) => path.join(top, file))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes("generated")),
  );
  const parts = files.flatMap((file) =>
    Array.from(
      readFileSync(file, "utf8").matchAll(/\b(?:contains|startsWith|endsWith): *(.*)|\bI?LIKE\b *(\$\{.*|'.*)/g),
      (found) => ({
        file,
        by: found[1] ?? found[2] ?? "",
      }),
    ),
  );
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.filter(({ by }) => !/^(?:\$\{)?literally\(/.test(by))).toEqual([]);
});

it("marks what stands for any character, and nothing else", () => {
  expect(literally("100%_张\\三")).toBe("100\\%\\_张\\\\三");
  expect(literally("张·三")).toBe("张·三");
});
