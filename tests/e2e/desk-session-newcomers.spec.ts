import { expect } from "playwright/test";
import { alertOf, look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

test("an officer stops newcomers before the window ends, and lets them in again", async ({ browser }) => {
  const examSession = await openSession();
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto(`/admin/sessions/${examSession.id}/publish`);
  await desk.getByRole("button", { name: "停止接受新考生" }).click();
  await expect(alertOf(desk)).toBeVisible();
  await desk.getByLabel("停止的原因").fill("考位已满");
  await desk.getByRole("button", { name: "停止接受新考生" }).click();
  await expect(desk.getByText("已停止接受新考生。已经开始报名的考生不受影响。")).toBeVisible();
  await look(desk, "session-newcomers-01-stopped");
  await desk.setViewportSize({ width: 390, height: 844 });
  await look(desk, "session-newcomers-02-phone");

  await desk.getByLabel("恢复的原因").fill("增加了考位");
  await desk.getByRole("button", { name: "恢复接受新考生" }).click();
  await expect(desk.getByText("已恢复接受新考生。")).toBeVisible();
  await desk.context().close();
});
