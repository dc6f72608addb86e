import { readFile } from "node:fs/promises";
import path from "node:path";
// Not the journeys' own: an error on the console is what this one is about.
import { expect, test } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { look } from "./support/page";
import { candidate, openSession } from "./support/world";

test("an error nobody foresaw is a page with a reference number, which leads to the log; the log tells nobody's data", async ({
  page,
  context,
}) => {
  const examSession = await openSession({ seatsFrozenAt: new Date(), cardsPublishedAt: new Date() });
  const { registration } = await candidate(context, examSession.id, "PAID");
  const room = await db().room.create({
    data: { examSessionId: examSession.id, number: 1, place: "A101", capacity: 30 },
  });
  await db().seat.create({
    data: {
      examSessionId: examSession.id,
      roomId: room.id,
      number: 1,
      registrationId: registration.id,
      admitCardNumber: "1",
    },
  });
  // A card cannot be without a portrait: somebody has broken the data.
  await db().storedFile.deleteMany({ where: { registrationId: registration.id, kind: "PORTRAIT" } });

  await page.goto("/registration/exam");
  await expect(page.getByRole("heading", { name: "页面暂时无法打开" })).toBeVisible();
  const reference = /编号：(\S+)/.exec(await page.getByRole("main").innerText())?.[1] ?? "";
  expect(reference).toMatch(/^\d+/);
  await look(page, "access-03-error");
  const log = () => readFile(path.join(process.env["DATA_DIR"] ?? "", "logs", "web.log"), "utf8");
  await expect.poll(log).toContain(reference);
  expect(await log()).not.toMatch(new RegExp(`王小明|${registration.document}`));
});
