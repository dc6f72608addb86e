import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

/** Routes that others post to: WeChat signs, SMS vendors know a secret, next-auth checks a token of its own. */
const ofOthers = [
  "api/auth/[...nextauth]/route.ts",
  "api/sms-receipts/[vendor]/[secret]/route.ts",
  "api/wechat-pay/notify/route.ts",
];

/** Whether a route's source takes a post past the wrapper. */
const isOpen = (source: string): boolean =>
  /\b(?:POST|PUT|PATCH|DELETE)\b/.test(source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")) &&
  !/^export const POST = sameOriginPost\(/m.test(source);

describe("sameOriginPost", () => {
  it("stands before every route that takes a post of ours", () => {
    const routes = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith("route.ts"))
      .map((name) => ({ name, source: readFileSync(path.join(root, "app", name), "utf8") }));
    const posts = routes.filter(({ source }) => /^export const POST = sameOriginPost\(/m.test(source));
    expect(posts.length).toBeGreaterThanOrEqual(8);
    expect(routes.flatMap(({ name, source }) => (isOpen(source) ? [name] : [])).toSorted()).toEqual(ofOthers);
  });

  it.each([
    "export async function POST(request: Request) {}",
    "export const PUT = async () => new Response();",
    "const handler = async () => new Response();\nexport { handler as POST };",
  ])("would be missed in %j", (source) => expect(isOpen(source)).toBe(true));

  it("is not asked of a route that only reads", () => {
    expect(isOpen("/** Never a POST. */\nexport async function GET() {}")).toBe(false);
  });
});
