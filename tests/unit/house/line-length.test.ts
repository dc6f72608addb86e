import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const MAX_COLUMNS = 120;
const JSDOC_TYPE = /^\s*\* @(?:type|typedef|param) \{/;

const isLiteral = (node: ts.Node) =>
  ts.isStringLiteral(node) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateExpression(node) ||
  ts.isRegularExpressionLiteral(node) ||
  ts.isJsxText(node);

/**
 * The numbers of the lines that are too wide. The formatter cannot break a literal (a string, a template, a regular
 * expression, a text of JSX), so a line that would fit without its longest literal is allowed. A JSDoc type in a .mjs
 * file is code, and is allowed too. Every other comment must fit.
 */
function wideLines(name: string, text: string): number[] {
  const lines = text.split("\n");
  if (lines.every((line) => line.length <= MAX_COLUMNS)) return [];
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const longestLiteral = lines.map(() => 0);
  const visit = (node: ts.Node): void => {
    if (isLiteral(node)) {
      const from = file.getLineAndCharacterOfPosition(node.getStart());
      const to = file.getLineAndCharacterOfPosition(node.end);
      for (let line = from.line; line <= to.line; line += 1) {
        const begin = line === from.line ? from.character : 0;
        const end = line === to.line ? to.character : (lines[line]?.length ?? 0);
        longestLiteral[line] = Math.max(longestLiteral[line] ?? 0, end - begin);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return lines.flatMap((line, index) => {
    const literal = longestLiteral[index] ?? 0;
    const isType = name.endsWith(".mjs") && JSDOC_TYPE.test(line);
    return line.length - literal > MAX_COLUMNS && !isType ? [index + 1] : [];
  });
}

describe("the width of lines", () => {
  it("is at most 120 in every file of ours, apart from literals", () => {
    const files = execFileSync("git", ["ls-files", "*.ts", "*.tsx", "*.mjs"], { encoding: "utf8" })
      .split("\n")
      .filter((file) => file && existsSync(file) && !file.includes("/generated/"));
    expect(files.length).toBeGreaterThan(500);
    const wide = files.flatMap((file) => wideLines(file, readFileSync(file, "utf8")).map((line) => `${file}:${line}`));
    expect(wide).toEqual([]);
  });

  it.each([
    ["a comment", `// ${"word ".repeat(30)}\n`, [1]],
    ["code", `const ${"a".repeat(130)} = 1;\n`, [1]],
    ["a literal", `const a = "${"word ".repeat(30)}";\n`, []],
    ["120 columns", `// ${"a".repeat(117)}\n`, []],
    ["121 columns", `// ${"a".repeat(118)}\n`, [1]],
  ])("is checked in %s", (_name, text, expected) => {
    expect(wideLines("planted.ts", text)).toEqual(expected);
  });
});
