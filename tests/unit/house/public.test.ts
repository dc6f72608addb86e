import { existsSync, readdirSync, readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import nextConfig from "@/next.config";
import { webManifest } from "@/app/_lib/web-manifest";
import { config } from "@/proxy";

type Icon = { src: string; sizes: string; type: string; purpose: string };
type Manifest = { name: string; lang: string; theme_color: string; icons: Icon[] };
const manifest: Manifest = webManifest(null);
const files = readdirSync("public", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => `${parentPath}/${name}`.replace(/^public/, ""));

describe("icons", () => {
  it.each(manifest.icons)("$src is $sizes, as the manifest says", async ({ src, sizes, type }) => {
    const { width, height, format } = await sharp(`public${src}`).metadata();
    expect(`${width}x${height}`).toBe(sizes);
    expect(`image/${format}`).toBe(type);
  });

  it("come in the sizes that phones want", () => {
    const sizes = manifest.icons.map((icon) => `${icon.purpose} ${icon.sizes}`);
    expect(sizes).toEqual(expect.arrayContaining(["any 192x192", "any 512x512", "maskable 512x512"]));
  });

  it("for iOS: 180 pixels, nothing transparent, which it would paint black", async () => {
    const { width, height, hasAlpha } = await sharp("public/icons/apple-touch-icon.png").metadata();
    expect({ width, height, hasAlpha }).toEqual({ width: 180, height: 180, hasAlpha: false });
  });

  it("favicon.ico holds one picture of 32 pixels", async () => {
    const ico = readFileSync("public/favicon.ico");
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico.readUInt8(6)]).toEqual([1, 1, 32]);
    const { width, format } = await sharp(ico.subarray(ico.readUInt32LE(18))).metadata();
    expect({ width, format }).toEqual({ width: 32, format: "png" });
  });

  it("show the emblem that lies beside them", async () => {
    const pixels = (file: string) => sharp(file, { density: 144 }).resize(512, 512).ensureAlpha().raw().toBuffer();
    const [icon, emblem] = await Promise.all([pixels("public/icons/icon-512.png"), pixels("public/emblem.svg")]);
    const apart = icon.reduce((sum, value, index) => sum + Math.abs(value - (emblem[index] ?? 0)), 0) / icon.length;
    expect(apart).toBeLessThan(2);
  });
});

it("the pages name the icons that exist", () => {
  const layout = readFileSync("app/layout.tsx", "utf8");
  const named = [...layout.matchAll(/"(\/[\w./-]+\.(?:ico|svg|png))"/g)].map(([, name = ""]) => name);
  expect(named).toHaveLength(4);
  expect(named.filter((name) => !existsSync(`public${name}`))).toEqual([]);
  expect(layout).toContain('manifest: "/manifest.webmanifest"');
});

it("the manifest shows the school's own name, colour and emblem", () => {
  const own = webManifest({ schoolName: "某大学", brandColour: "#8a1c1c", emblemHash: "ab" });
  expect(own).toMatchObject({ name: "某大学学士学位外语报名系统", theme_color: "#8a1c1c" });
  expect(own.icons.map(({ src }) => src)).toEqual(["/school-pictures/ab"]);
  expect(manifest).toMatchObject({ name: "学士学位外语报名系统", theme_color: "#0f4c81" });
});

it("robots.txt keeps search engines from everything that shows a person's data", () => {
  const lines = readFileSync("public/robots.txt", "utf8").split("\n");
  expect(lines).toContain("User-agent: *");
  for (const path of ["/admin", "/api", "/registration"]) expect(lines).toContain(`Disallow: ${path}`);
});

describe("a file of public/ is served past the proxy and may be kept for a day", () => {
  const matcher = new RegExp(`^${config.matcher[0]}$`);
  const kept = async (path: string) =>
    (await nextConfig.headers?.())?.some(({ source, headers }) => {
      const [, alternatives] = /^\/:file\((.*)\)$/.exec(source) ?? [];
      const names = headers.map(({ key, value }) => `${key}: ${value}`);
      return (
        alternatives &&
        new RegExp(`^/(?:${alternatives})$`).test(path) &&
        names.includes("cache-control: public, max-age=86400") &&
        names.some((name) => name.startsWith("content-security-policy: default-src 'none'"))
      );
    });

  it.each([...files, "/manifest.webmanifest"])("%s", async (path) => {
    expect(matcher.test(path)).toBe(false);
    expect(await kept(path)).toBe(true);
  });

  it.each(["/", "/registration", "/admin/login", "/iconsx", "/emblem.svg/x", "/robots.txtx"])(
    "%s is a page, with the proxy's headers",
    async (path) => {
      expect(matcher.test(path)).toBe(true);
      expect(await kept(path)).toBeFalsy();
    },
  );
});
