import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { recordAudit } from "@/lib/domain/audit/commands";
import { createRegistration, createStaff } from "../support/factories";
import { look, test } from "./support/page";
import { staffPage } from "./support/world";

test("an auditor reads who did what, narrows it to a person, and takes it out as a file", async ({ browser }) => {
  const officer = await createStaff({ role: "EXAM_OFFICER", name: "考务陈静" });
  const { id } = await createRegistration({ status: "SUBMITTED", name: "被看的人" });
  await recordAudit(db(), {
    actor: { kind: "STAFF", id: officer.id },
    action: "registration.correct_name",
    subject: { kind: "registration", id },
    detail: { before: { round: 1 }, after: { round: 2 }, reason: "电话 13800138000 来电更正" },
    now: new Date(),
  });
  const auditor = await staffPage(browser, { role: "AUDITOR" });
  await auditor.goto("/admin");
  await auditor.getByRole("link", { name: "操作记录" }).click();
  await expect(auditor.getByRole("heading", { name: "操作记录" })).toBeVisible();
  await auditor.getByRole("combobox", { name: "操作人" }).selectOption("考务陈静");
  await auditor.getByRole("button", { name: "筛选", exact: true }).click();
  const row = auditor.locator(".desk-table tbody tr");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("更正姓名");
  await expect(row).toContainText("round：1 → 2");
  // A colleague's free words may name a number: it is masked like everywhere else.
  await expect(row).not.toContainText("13800138000");
  await expect(auditor.locator("main")).not.toContainText("被看的人");
  await look(auditor, "audit-01-officer");

  await row.getByRole("link", { name: "只看这一项" }).click();
  await expect(auditor.getByText("只看一个对象的记录")).toBeVisible();
  await expect(row).toHaveCount(1);
  const download = auditor.waitForEvent("download");
  await auditor.getByRole("button", { name: "导出 CSV" }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  const csv = Buffer.concat(chunks).toString("utf8");
  expect(csv).toContain("更正姓名");
  expect(csv).not.toContain("13800138000");

  await auditor.getByRole("link", { name: "清除筛选" }).click();
  await auditor.getByRole("combobox", { name: "操作", exact: true }).selectOption("导出操作记录");
  await auditor.getByRole("button", { name: "筛选", exact: true }).click();
  await expect(row.first()).toContainText("导出操作记录");
  await auditor.setViewportSize({ width: 1366, height: 768 });
  await look(auditor, "audit-02-office");
  await auditor.setViewportSize({ width: 390, height: 844 });
  await look(auditor, "audit-03-phone");
});
