import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { expect, it } from "vitest";
import { ownPath } from "@/lib/http/own-path";

it.each([
  ["/registration/payment", "/registration/payment"],
  ["/admin/reviews?id=1&x=%2F", "/admin/reviews?id=1&x=%2F"],
  ["/registration/../admin", "/admin"],
  ["/registration?next=//host.example", "/registration?next=//host.example"],
  ["/报名", "/%E6%8A%A5%E5%90%8D"],
])("goes on to a page of ours, as a browser resolves it: %j → %s", (next, page) => {
  expect(ownPath(next, "/fallback")).toBe(page);
});

it.each([
  "//host.example",
  "///host.example",
  "/\\host.example",
  "\\\\host.example",
  "/a\\b",
  "/\t/host.example",
  "/\n/host.example",
  "\t//host.example",
  "/..//host.example/x",
  "/.//host.example",
  "/%2e%2e//host.example",
  "/%2E%2e//host.example",
  "/.%2e//host.example",
  "/%2e//host.example",
  "/admin/..//host.example",
  "/admin/../..//host.example",
  "/admin/.././/host.example",
  "/a/b/../../../..//host.example",
  "/%2f/host.example",
  "/%2F%2Fhost.example",
  "/%5chost.example",
  "/..%5c/host.example",
  "/%252f/host.example",
  "/%09/host.example",
  "/registration%0d%0aset-cookie:a=b",
  "https://host.example",
  "http://own.invalid/admin",
  "javascript:alert(1)",
  "host.example",
  "/api/auth/signout",
  "/api/../api/auth/signout",
  `/${"a".repeat(3000)}`,
  "",
  " /registration",
  ["/a", "/b"],
  undefined,
  null,
  7,
])("stays at home: %j", (next) => {
  expect(ownPath(next, "/fallback")).toBe("/fallback");
});

it("leads to another site by no string, however often it is resolved or decoded", () => {
  const hostile = [
    "/",
    "//",
    "\\",
    ".",
    "..",
    "%2e",
    "%2E",
    "%2f",
    "%5c",
    "%252f",
    "%09",
    "\t",
    "\n",
    "\r",
    "@",
    ":",
    "?",
    "#",
    "//host.example",
    "a",
    "https:",
  ];
  const strings = fc.oneof(
    fc.array(fc.constantFrom(...hostile), { maxLength: 9 }).map((parts) => `/${parts.join("")}`),
    fc.string(),
  );
  const home = "https://school.example";
  const leaves = (address: string) => !URL.canParse(address, home) || new URL(address, home).origin !== home;
  fc.assert(
    fc.property(strings, (next) => {
      let address = ownPath(next, "/fallback");
      expect(address).toMatch(/^\/(?![/\\])/);
      for (let round = 0; round < 4; round += 1) {
        expect(leaves(address), `${JSON.stringify(next)} → ${address}`).toBe(false);
        const resolved = new URL(address, home).pathname;
        expect(leaves(resolved), `${JSON.stringify(next)} → ${resolved}`).toBe(false);
        try {
          address = decodeURIComponent(resolved);
        } catch {
          break;
        }
      }
    }),
    { numRuns: 3_000 },
  );
}, 30_000);

const REDIRECTS =
  /^(?:redirect|permanentRedirect|goTo|router\.(?:push|replace)|(?:window\.)?location\.(?:assign|replace)|window\.open)$/;

/**
 * What a file's redirects lead to: the first words of the address, or "?" and the expression where the program computes
 * it.
 */
function targets(file: string): string[] {
  const text = readFileSync(file, "utf8");
  // Reading a file as a program takes time: most redirect nowhere.
  if (!/redirect|goTo|router\.|location|window\.open/i.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, string>();
  const found: string[] = [];
  const note = (target: ts.Expression) => {
    if (ts.isCallExpression(target) && target.expression.getText(source) === "withNotice") {
      for (const page of target.arguments.slice(0, 1)) note(page);
    } else if (ts.isConditionalExpression(target))
      for (const branch of [target.whenTrue, target.whenFalse]) note(branch);
    else if (ts.isStringLiteralLike(target)) found.push(target.text);
    else if (ts.isTemplateExpression(target)) {
      const [first] = target.templateSpans;
      found.push(
        target.head.text || (constants.get(first?.expression.getText(source) ?? "") ?? `? ${target.getText(source)}`),
      );
    } else found.push(constants.get(target.getText(source)) ?? `? ${target.getText(source)}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isStringLiteralLike(node.initializer)) {
      constants.set(node.name.getText(source), node.initializer.text);
    }
    const [target] = ts.isCallExpression(node) && REDIRECTS.test(node.expression.getText(source)) ? node.arguments : [];
    if (target) note(target);
    if (ts.isPropertyAssignment(node) && /^["']?location["']?$/i.test(node.name.getText(source)))
      note(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it("redirects nowhere but to addresses that begin in the code, and to those that ownPath let through", () => {
  const root = path.resolve(import.meta.dirname, "../../..");
  const files = ["app", "lib"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/wechat-pay-simulator|generated/.test(name))
      .map((name) => path.join(folder, name)),
  );
  const computed = files.flatMap((file) =>
    targets(path.join(root, file))
      .filter((target) => !/^\/(?:[a-z]|\?|$)/.test(target))
      .map((target) => `${file}: ${target}`),
  );
  // A line may be added here by whoever has seen that a visitor cannot choose where it leads.
  expect([...new Set(computed)].sort()).toEqual([
    "app/(account)/actions.ts: ? await afterTicket()",
    'app/(account)/actions.ts: ? ownPath(form.get("next"), "/registration")',
    'app/(account)/actions.ts: ? secondFactorAddress("/admin")',
    "app/(account)/login/page.tsx: ? next",
    "app/_components/idle-warning.tsx: ? login",
    "app/_lib/current-notice.ts: ? path",
    'app/admin/(desk)/identity/actions.ts: ? deskPath(form.get("next"))',
    'app/admin/(desk)/seating/publish/page.tsx: ? seatingAddress("", examSession.id)',
    'app/admin/(desk)/seating/take-back/page.tsx: ? seatingAddress("", examSession.id)',
    "app/admin/_list/actions.ts: ? back",
    "app/admin/_list/actions.ts: ? page",
    "app/admin/login/actions.ts: ? next",
    "app/admin/login/actions.ts: ? secondFactorAddress(next)",
    'app/admin/second-factor/actions.ts: ? deskPath(form.get("next"))',
    'app/admin/second-factor/actions.ts: ? loginAddress("staff", "signed_out")',
    "app/admin/second-factor/actions.ts: ? next",
    "app/admin/second-factor/actions.ts: ? secondFactorAddress(next)",
    'app/admin/second-factor/page.tsx: ? loginAddress("staff", "signed_out", secondFactorAddress(next))',
    "app/admin/second-factor/page.tsx: ? next",
    "app/api/admit-cards/[id]/requested-card.ts: ? page",
    'app/api/payments/exports/route.ts: ? identityAddress("/admin/payments/closing")',
    // One of two pages of ours; a page that deskPath let through before it went into an encrypted cookie; the provider.
    "app/api/staff-sso/callback/route.ts: ? back",
    "app/api/staff-sso/callback/route.ts: ? ours.next",
    "app/api/staff-sso/callback/route.ts: ? secondFactorAddress(ours.next)",
    "app/api/staff-sso/start/route.ts: ? address",
    "app/api/staff-sso/start/route.ts: ? back",
    'app/api/staff-sso/start/route.ts: ? deskPath(asked.get("next"))',
    "app/api/wechat-oauth/start/route.ts: ? browserAddress(authorizeUrl(settings, returnTo, await setOauthState()), host)",
    "app/registration/notice/page.tsx: ? landing(why, journey)",
    'lib/auth/actions.ts: ? addressOf(typeof next === "function" ? next(result.value) : next)',
    'lib/auth/session.ts: ? loginAddress("candidate", reason, returnTo)',
    'lib/auth/session.ts: ? loginAddress("staff", "signed_out", returnTo)',
    "lib/auth/session.ts: ? secondFactorAddress(returnTo)",
    "lib/auth/step.ts: ? landing(why, stand)",
  ]);
}, 30_000);
