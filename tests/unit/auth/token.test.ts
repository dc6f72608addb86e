import { afterEach, describe, expect, it, vi } from "vitest";

const base = {
  DATABASE_URL: "postgresql://x@localhost/x",
  NEXTAUTH_SECRET: "unit-tests-only-not-a-secret-at-all",
  DATA_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
  BLIND_INDEX_KEY: Buffer.alloc(32, 2).toString("base64"),
  WECHAT_PAY_MCHID: "1900000001",
  WECHAT_PAY_APPID: "wx1",
  WECHAT_PAY_MERCHANT_SERIAL: "A",
  WECHAT_PAY_MERCHANT_KEY_FILE: "x",
  WECHAT_PAY_API_V3_KEY: "0".repeat(32),
};

/** The module under settings of its own. */
async function tokens(appUrl: string) {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...base, APP_URL: appUrl })) vi.stubEnv(name, value);
  return { ...(await import("@/lib/auth/token")), ...(await import("@/lib/http/host-cookie")) };
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe("a token", () => {
  const purposes = ["candidate", "staff", "reset"] as const;

  it("is read for the purpose it was made for, and for no other, whichever was asked first", async () => {
    const { readToken, encodeToken } = await tokens("https://exam.example.edu.cn");
    for (const made of purposes) {
      const token = await encodeToken(made, "some-id", 60);
      for (const asked of [...purposes, ...purposes])
        expect(await readToken(asked, token)).toBe(asked === made ? "some-id" : null);
    }
  });

  it("ends when its time is over, also once it was read", async () => {
    const { readToken, encodeToken } = await tokens("https://exam.example.edu.cn");
    vi.useFakeTimers({ now: new Date("2026-11-28T00:00:00.000Z"), toFake: ["Date"] });
    const token = await encodeToken("staff", "some-id", 60);
    vi.setSystemTime(new Date("2026-11-28T00:00:59.999Z"));
    expect(await readToken("staff", token)).toBe("some-id");
    vi.setSystemTime(new Date("2026-11-28T00:01:00.000Z"));
    expect(await readToken("staff", token)).toBeNull();
  });
});

it("binds cookies to this host where browsers allow it", async () => {
  const live = await tokens("https://exam.example.edu.cn");
  expect(live.cookieName("candidate")).toBe("__Host-next-auth.session-token");
  expect(live.cookieName("staff")).toBe("__Host-next-auth.staff-token");
  expect(live.cookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  const demo = await tokens("http://localhost:3000");
  expect(demo.cookieName("candidate")).toBe("next-auth.session-token");
  expect(demo.cookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: false });
});
