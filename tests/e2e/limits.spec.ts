import { expect } from "playwright/test";
import { consume, type Limit } from "@/lib/adapter/rate-limit/limiter";
import { db } from "@/lib/adapter/db/client";
import { createStaff } from "../support/factories";
import { test } from "./support/page";
import { candidate, openSession, signIn } from "./support/world";

// What one person may ask for in an hour. The counters are in the database, so the tests use them up there: drawing
// sixty documents would take a minute.

const HOUR_SECONDS = 3600;

/** Uses up all of a limit but `left`. */
async function useUp(limit: Limit, key: string, left: number): Promise<void> {
  for (let used = 0; used < limit.points - left; used += 1) await consume(limit, key);
}

test("documents of one candidate are drawn sixty times an hour; others are still served", async ({ page, context }) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "SUBMITTED");
  await useUp({ name: "drawings", points: 60, seconds: HOUR_SECONDS }, account.id, 1);
  const last = await page.request.get("/api/registration/slip");
  expect(last.status()).toBe(200);
  const refused = await page.request.get("/api/registration/slip");
  expect(refused.status()).toBe(429);
  expect(refused.headers()["cache-control"]).toBe("no-store");
  expect(await refused.text()).toBe("打开次数过多，请一小时后再试。");

  await candidate(context, examSession.id, "SUBMITTED");
  expect((await page.request.get("/api/registration/slip")).status()).toBe(200);
});

test("lists are exported thirty times an hour by one member of staff, and every export is on record", async ({
  page,
  context,
}) => {
  await openSession();
  const staff = await createStaff({ role: "ADMINISTRATOR" });
  await signIn(context, { staffId: staff.id });
  await useUp({ name: "list-export", points: 30, seconds: HOUR_SECONDS }, staff.id, 1);
  const origin = new URL(process.env["E2E_URL"] ?? "").origin;
  const ask = () => page.request.post("/api/lists/orders", { form: { query: "" }, headers: { origin } });
  const exported = await ask();
  expect(exported.status()).toBe(200);
  expect(exported.headers()["content-type"]).toContain("text/csv");
  const refused = await ask();
  expect(refused.status()).toBe(429);
  expect(await refused.text()).toBe("导出次数过多，请一小时后再试。");
  // What was refused left nothing behind.
  expect(await db().auditEntry.count({ where: { actorId: staff.id, action: { contains: "export" } } })).toBe(1);

  const colleague = await createStaff({ role: "ADMINISTRATOR" });
  await signIn(context, { staffId: colleague.id });
  expect((await ask()).status()).toBe(200);
});
