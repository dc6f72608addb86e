import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { statusTable } from "../../support/status-table";

const readme = readFileSync("README.md", "utf8");

it("shows the status table as the code has it", () => {
  const shown = /<!-- status-table -->\n([\s\S]*?)\n<!-- \/status-table -->/.exec(readme)?.[1];
  expect(shown).toBe(statusTable());
});

it("names every variable of .env.example that it explains", () => {
  const example = readFileSync(".env.example", "utf8");
  const named = [...readme.matchAll(/`([A-Z]+(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(example).toContain(`${name}=`);
});
