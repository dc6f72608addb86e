import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { demoPassword, demoStaff } from "@/lib/demo/staff";
import { statusTable } from "../../support/status-table";

const office = ["going-live", "many-machines", "keys-and-backup", "running-a-session", "wechat-pay"];
const pages = [
  "README.md",
  "lib/README.md",
  "lib/domain/README.md",
  "tests/README.md",
  ...office.map((name) => `lib/office/${name}.md`),
];
const read = (page: string) => readFileSync(page, "utf8");
const house = read("lib/README.md");

/** The anchor that GitHub makes of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");

it("README stays short", () => {
  expect(read("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(120);
});

it("shows the status table as the code has it", () => {
  const shown = /<!-- status-table -->\n([\s\S]*?)\n<!-- \/status-table -->/.exec(house)?.[1];
  expect(shown).toBe(statusTable());
});

it("names journeys that exist for the office's tasks", () => {
  const rows = [...read("tests/office-tasks.md").matchAll(/^\| [^|]+ \| `([\w-]+)` \| ([^|]+) \|$/gm)];
  expect(rows.length).toBeGreaterThanOrEqual(25);
  const journeys = (file: string) =>
    [...read(`tests/e2e/${file}.spec.ts`).matchAll(/\btest\("([^"]+)"/g)].map(([, title = ""]) => title);
  const missing = rows.filter(([, file = "", begin = ""]) => !journeys(file).some((title) => title.startsWith(begin)));
  expect(missing.map(([row]) => row)).toEqual([]);
});

it("lists the demo's logins", () => {
  const rows = [...read("README.md").matchAll(/^\| .+ \| (1\d{10}) \| (\S+) \|$/gm)];
  expect(rows.map(([, phone = ""]) => phone).toSorted()).toEqual(
    demoStaff.map(({ phone }): string => phone).toSorted(),
  );
  expect(new Set(rows.map(([, , password]) => password))).toEqual(new Set([demoPassword]));
});

describe.each(pages)("%s", (page) => {
  const text = read(page);
  /** What the text marks as code, without blocks. */
  const marked = [...text.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);

  it("links to headings that exist", () => {
    const links = [...text.matchAll(/\]\(([^)#\s]*)#([^)\s]+)\)/g)];
    const missing = links.filter(([, file = "", anchor = ""]) => {
      const target = file ? path.join(path.dirname(page), file) : page;
      const headings = [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
      return !headings.includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it("links to pages that exist", () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)\)/g)].map(([, link = ""]) => link);
    const local = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(local.filter((link) => !existsSync(path.join(path.dirname(page), link)))).toEqual([]);
  });

  it("names files and folders that exist", () => {
    const named = marked.filter((code) => /^(?:app|lib|tests|prisma|public)\/[\w./()[\]-]+$/.test(code));
    expect(named.filter((name) => !existsSync(name))).toEqual([]);
  });

  it("names commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names variables that .env.example explains", () => {
    const example = readFileSync(".env.example", "utf8");
    const named = marked.flatMap((code) => /^([A-Z]+(?:_[A-Z0-9]+)+)(?:=.*)?$/.exec(code)?.[1] ?? []);
    const codes = /^(?:PRE_APPROVED|SELF_STUDY|[A-Z]+_MS|MAX_)/;
    expect(named.filter((name) => !codes.test(name) && !example.includes(`${name}=`))).toEqual([]);
  });
});

it("explains exactly the variables of .env.example", () => {
  const [, table = ""] = /## Configuration\n([\s\S]*?)\n## /.exec(house) ?? [];
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([A-Z0-9_]+)`/g)])
    .map(([, name = ""]) => name);
  const example = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name = ""]) => name);
  expect(named.toSorted()).toEqual(example.toSorted());
});
