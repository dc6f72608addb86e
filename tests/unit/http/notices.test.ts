import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { messages } from "@/app/_lib/messages/all";

// A notice is shown once, on the page that it was signed for: lib/http/notice.ts.

const root = path.resolve(import.meta.dirname, "../../..");
const settings = {
  APP_URL: "http://localhost:3000",
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
for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
const { NOTICE_HEADER, withNotice } = await import("@/lib/http/notice");
const { createWebServer } = await import("@/lib/http/web-server");

/** A server that answers what a page would be told. */
const server = createWebServer(
  async (request: IncomingMessage, response: ServerResponse) => {
    await Promise.resolve();
    response.end(String(request.headers[NOTICE_HEADER] ?? "nothing"));
  },
  { keepAliveMs: 5_000, forwarded: false },
);
let origin = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A browser that goes to a page and keeps its cookies. */
function browser() {
  const jar = new Map<string, string>();
  return async (address: string) => {
    const answer = await fetch(origin + address, {
      redirect: "manual",
      headers: { accept: "text/html", cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";", 1)[0]?.split("=") ?? [];
      if (/max-age=0(?:;|$)/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get("location"), told: await answer.text() };
  };
}

const asScript = async (address: string, headers: Record<string, string> = {}) =>
  (await fetch(origin + address, { headers: { accept: "text/x-component", ...headers } })).text();

describe("a notice", () => {
  it("leaves the address at once, and is told once", async () => {
    const go = browser();
    const first = await go(withNotice("/registration/review?tab=2", "submitted"));
    expect(first).toMatchObject({ status: 303, location: "/registration/review?tab=2" });
    expect((await go("/registration/review?tab=2")).told).toBe("submitted");
    expect((await go("/registration/review?tab=2")).told).toBe("nothing");
  });

  it("is told on its own page alone, whatever other tabs open meanwhile", async () => {
    const go = browser();
    await go(withNotice("/admin/staff", "limits_lifted"));
    await go(withNotice("/admin/seating", "room_saved"));
    expect((await go("/admin")).told).toBe("nothing");
    expect((await go("/admin/seating")).told).toBe("room_saved");
    expect((await go("/admin/staff")).told).toBe("limits_lifted");
  });

  it("has another address each time: the router would take the same one for the page that it already shows", () => {
    const at = (ms: number) => withNotice("/admin/seating", "room_saved", new Date(1_800_000_000_000 + ms));
    expect(new Set([at(0), at(1), at(304)]).size).toBe(3);
  });

  it("does not wait for more than a minute", async () => {
    const go = browser();
    await go(withNotice("/registration", "withdrawn", new Date(Date.now() - 58_000)));
    expect((await go("/registration")).told).toBe("withdrawn");
    const late = browser();
    await late(withNotice("/registration", "withdrawn", new Date(Date.now() - 62_000)));
    expect((await late("/registration")).told).toBe("nothing");
  });

  it("reaches a script of ours without a detour", async () => {
    expect(await asScript(withNotice("/registration/review", "submitted"))).toBe("submitted");
    expect(await asScript(withNotice("/registration/review", "submitted", new Date(Date.now() - 62_000)))).toBe(
      "nothing",
    );
  });

  it.each([
    ["a bare code", "/registration?notice=submitted"],
    ["a code under another's signature", withNotice("/registration", "withdrawn").replace("withdrawn", "submitted")],
    [
      "a later end",
      withNotice("/registration", "withdrawn").replace(/\.(\d+)\./, (_all, end: string) => `.${Number(end) + 1}.`),
    ],
    ["another page's notice", withNotice("/admin", "withdrawn").replace("/admin", "/registration")],
    ["nonsense", "/registration?notice=%00.1.x"],
    ["nothing", "/registration?notice="],
  ])("is not made by whoever writes an address with %s", async (_name, address) => {
    const go = browser();
    expect(await go(address)).toMatchObject({ status: 303, location: "/registration" });
    expect((await go("/registration")).told).toBe("nothing");
    expect(await asScript(address)).toBe("nothing");
  });

  it("is not made by whoever writes the header or the cookie", async () => {
    expect(await asScript("/registration", { [NOTICE_HEADER]: "submitted" })).toBe("nothing");
    const answer = await fetch(`${origin}/registration`, {
      headers: { accept: "text/html", cookie: "notice-00000000=submitted", [NOTICE_HEADER]: "x" },
    });
    expect(await answer.text()).toBe("nothing");
  });

  it("leads to no other site", async () => {
    const go = browser();
    for (const address of ["/.//evil.example/x?notice=1", "//evil.example/x?notice=1", "/\\evil.example/x?notice=1"]) {
      expect(new URL((await go(address)).location ?? "", "http://own.invalid").origin).toBe("http://own.invalid");
    }
  });
});

describe("the code", () => {
  const sources = ["app", "lib"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes("wechat-pay-simulator") && !name.includes("generated"))
      .map((name) => ({ name: path.join(folder, name), text: readFileSync(path.join(root, folder, name), "utf8") })),
  );

  it("writes no notice into an address but through withNotice", () => {
    const byHand = sources.filter(
      ({ name, text }) =>
        name !== "lib/http/notice.ts" &&
        /[?&]notice=|(?:set|append)\("notice"|URLSearchParams\(\{[^;]*\bnotice\b/.test(text),
    );
    expect(byHand.map(({ name }) => name)).toEqual([]);
  });

  it("names only notices that have a sentence", () => {
    const named = sources.flatMap(({ text }) =>
      [...text.matchAll(/(?:notice: |withNotice\([^()]*, )"(\w+)"|back\("(\w+)"\)/g)].map(
        ([, one, other]) => one ?? other ?? "",
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((code) => !Object.hasOwn(messages, code))).toEqual([]);
  });
});
