import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { english } from "@/app/_lib/english/all";
import { accountRefusals } from "@/app/_lib/messages/account";
import { registrationRefusals } from "@/app/_lib/messages/registration";
import { uploadRefusals } from "@/app/_lib/messages/upload";
import { idTypeGuides } from "@/app/_lib/id-type-guides";
import { categoryLabels, idTypeLabels, itemLabels, portraitFindingLabels } from "@/app/_lib/labels/registration";

const han = /[\u4e00-\u9fff]/;

/** What candidates see; the desk is Chinese. */
const files = [
  "app/(account)",
  "app/registration",
  "app/_home",
  "app/faq",
  "app/display",
  "app/card-link",
  "app/exam-sessions",
]
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${String(name)}`))
  .concat("app/page.tsx", "app/layout.tsx", "app/error.tsx", "app/not-found.tsx")
  .concat(["candidate-shell", "error-report", "transit-bar"].map((name) => `app/_components/${name}.tsx`))
  .filter((name) => name.endsWith(".tsx"));

type Found = { said: Set<string>; bare: string[] };

/** The Chinese that a file says by `t("…")` or `<Say text="…">`, and the Chinese text of its JSX that it does not. */
function chineseIn(file: string, source: string): Found {
  const found: Found = { said: new Set(), bare: [] };
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "t") {
      const [sentence] = node.arguments;
      const collect = (part: ts.Node): void => {
        if (ts.isStringLiteralLike(part) && han.test(part.text)) found.said.add(part.text);
        else part.forEachChild(collect);
      };
      if (sentence) collect(sentence);
    } else if (ts.isJsxSelfClosingElement(node) && node.tagName.getText() === "Say") {
      node.forEachChild(function collect(part) {
        if (ts.isStringLiteral(part) && han.test(part.text)) found.said.add(part.text);
        part.forEachChild(collect);
      });
    } else if (ts.isJsxText(node) && han.test(node.text)) found.bare.push(`${file}: ${node.text.trim()}`);
    else if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      const isSaid = node.parent.parent.getText().startsWith("<Say");
      if (!isSaid && han.test(node.initializer.text)) found.bare.push(`${file}: ${node.initializer.text}`);
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** Chinese by intention: the admit card itself, the language's own name, the notice of the demo. */
const chineseOnPurpose = [
  /^app\/registration\/admit-card\/card-sheet\.tsx/,
  /^app\/_components\/candidate-shell\.tsx: 中文$/,
  /^app\/layout\.tsx: 演示模式/,
];

describe("the English face", () => {
  const all = files.map((file) => ({ file, ...chineseIn(file, readFileSync(file, "utf8")) }));

  it("has an English for every sentence that a page says", () => {
    const said = all.flatMap(({ file, said: sentences }) => [...sentences].map((sentence) => `${file}: ${sentence}`));
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter((line) => english[line.slice(line.indexOf(": ") + 2)] === undefined)).toEqual([]);
  });

  it("leaves no Chinese in the JSX of a candidate's page that is not led through it", () => {
    const bare = all.flatMap((found) => found.bare);
    expect(bare.filter((line) => !chineseOnPurpose.some((pattern) => pattern.test(line)))).toEqual([]);
  });

  it("finds what it looks for", () => {
    const found = chineseIn("x.tsx", `<p title="提示">{t(a ? "一" : "二")}三<Say text="四" /></p>`);
    expect([...found.said]).toEqual(["一", "二", "四"]);
    expect(found.bare).toEqual(["x.tsx: 提示", "x.tsx: 三"]);
  });

  it("has an English for every refusal and label that a candidate may meet", () => {
    const guides = Object.values(idTypeGuides).flatMap(({ label, hint, front, back }) => [
      label,
      hint,
      ...[front, back].flatMap((side) => [side.label, side.hint]),
    ]);
    const { portrait_unchecked: _reviewersOnly, ...findings } = portraitFindingLabels;
    const { scans_closed: _staffsOnly, scans_full: _staffsToo, ...uploads } = uploadRefusals;
    const labels = [itemLabels, categoryLabels, idTypeLabels, findings].flatMap((names) => Object.values(names));
    const refusals = [accountRefusals, registrationRefusals, uploads].flatMap((names) => Object.values(names));
    const missing = [...guides, ...labels, ...refusals].filter((sentence) => english[sentence] === undefined);
    expect(missing).toEqual([]);
  });

  it("keeps every place of a sentence, and translates without Chinese", () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();
    const pairs = Object.entries(english);
    const lost = pairs.filter(([sentence, translation]) => places(translation).join() !== places(sentence).join());
    expect(lost).toEqual([]);
    // What the candidate types, or a person's mark, stays as it is.
    const half = pairs.filter(([, translation]) => han.test(translation.replaceAll(/[“”·〓＿]|王U\+2CC56/g, "")));
    expect(half).toEqual([]);
  });
});
