import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createStaff, newDocument } from "../support/factories";
import { csv, xlsx } from "../support/spreadsheets";
import { alertOf, look, test } from "./support/page";
import { openSession, signIn, staffPage } from "./support/world";

const file = (name: string, buffer: Buffer) => ({ name, mimeType: "application/octet-stream", buffer });

test("an exam officer brings in a roster: columns, preview with errors, confirmation", async ({ page, context }) => {
  test.slow();
  const examSession = await openSession();
  await signIn(context, { staffId: (await createStaff({ role: "EXAM_OFFICER" })).id });
  await page.goto("/admin/roster");
  await expect(page.getByText("本批次还没有学籍名单")).toBeVisible();
  await look(page, "roster-01-empty");

  // A file that is none is refused in words.
  await page
    .getByLabel("名单文件")
    .setInputFiles(file("名单.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])));
  await page.getByRole("button", { name: "上传并检查" }).click();
  await expect(alertOf(page)).toContainText("旧版 Excel");
  await look(page, "roster-02-refused");

  // The template, filled in by somebody who renamed a column and let Excel spoil a number.
  await page.getByRole("link", { name: "返回学籍名单" }).click();
  // No file had this header row before: otherwise its columns would be remembered.
  const header = [
    `序号${newDocument()}`,
    "学生姓名",
    "证件编号",
    "学号",
    "主考院校",
    "函授站",
    "层次",
    "考生类别",
    "是否符合条件",
    "备注",
  ];
  const rows = Array.from({ length: 30 }, (_, index) => [
    index + 1,
    `王${"一二三四五六七八九十"[index % 10]}`,
    newDocument(),
    `2023${String(index).padStart(8, "0")}`,
    "武汉轻工大学",
    "校本部",
    "专升本",
    "成考(在籍)",
    "符合",
    null,
  ]);
  rows[4] = [
    5,
    "李五",
    Number("420106199001011234"),
    "202300000005",
    "武汉轻工大学",
    "校本部",
    "专升本",
    "成考(在籍)",
    "符合",
    null,
  ];
  rows[9] = [10, null, newDocument(), "202300000010", "武汉轻工大学", "校本部", "专升本", "成考(在籍)", "符合", null];
  await page
    .getByLabel("名单文件")
    .setInputFiles(
      file("2026年秋季学籍名单.xlsx", await xlsx({ 填写说明: [["请先阅读", "再填写"]], 名单: [header, ...rows] })),
    );
  await page.getByRole("button", { name: "上传并检查" }).click();
  await expect(page.getByRole("heading", { name: "核对列" })).toBeVisible();
  await expect(page.getByText("Excel 工作表“名单”")).toBeVisible();
  await expect(page.getByLabel("姓名")).toHaveValue("1");

  // The sheet that was found is the right one; a look at another leads back by the same way.
  await page.getByText("工作表或表头行不对？").click();
  await page.getByLabel("工作表").selectOption("填写说明");
  await page.getByRole("button", { name: "重新识别" }).click();
  await expect(page.getByText("Excel 工作表“填写说明”")).toBeVisible();
  await page.getByText("工作表或表头行不对？").click();
  await page.getByLabel("工作表").selectOption("名单");
  await look(page, "roster-03-table");
  await page.getByRole("button", { name: "重新识别" }).click();
  await expect(page.getByText("Excel 工作表“名单”")).toBeVisible();
  await expect(page.getByLabel("姓名")).toHaveValue("1");
  await expect(page.getByLabel("学号/考籍号")).toHaveValue("3");

  // The number's column has a name nobody could guess. What was chosen for the others is still chosen after the
  // refusal.
  await page.getByLabel("备注").selectOption({ label: "文件中没有" });
  await page.getByRole("button", { name: "检查全部内容" }).click();
  await expect(alertOf(page)).toContainText("证件号码：请选择文件中对应的列");
  await expect(page.getByLabel("备注")).toHaveValue("");
  await page.getByLabel("证件号码").selectOption({ label: "C 列 证件编号" });
  await expect(page.getByRole("cell", { name: /^\d{4}\*{10}\d{3}[\dX]\s/u }).first()).toBeVisible();
  await look(page, "roster-03-columns");
  await page.getByRole("button", { name: "检查全部内容" }).click();

  await expect(page.getByRole("heading", { name: "预览并确认" })).toBeVisible();
  await expect(page.getByRole("row", { name: /第 6 行/ })).toContainText("号码已被 Excel 损坏");
  await expect(page.getByRole("row", { name: /第 11 行/ })).toContainText("姓名：没有姓名");
  await look(page, "roster-04-preview");
  const errors = await page.request.get(
    (await page.getByRole("link", { name: "下载全部错误" }).getAttribute("href")) ?? "",
  );
  expect(await errors.text()).toContain('"6","证件号码"');

  await page.getByRole("button", { name: "追加/更新 28 行" }).click();
  await expect(alertOf(page)).toContainText("忽略有错误的行");
  expect(await db().rosterEntry.count({ where: { examSessionId: examSession.id } })).toBe(0);
  await page.getByLabel("忽略有错误的 2 行").first().check();
  await page.getByRole("button", { name: "追加/更新 28 行" }).click();
  await expect(page.getByRole("heading", { name: "导入完成" })).toBeVisible();
  await look(page, "roster-05-done");
  await page.getByRole("link", { name: "返回学籍名单" }).click();
  await expect(page.getByText("共 28 人")).toBeVisible();
  await look(page, "roster-06-roster");
  expect(await db().rosterEntry.count({ where: { examSessionId: examSession.id } })).toBe(28);

  // A shorter list in its place deletes the others: their number is typed, and nothing else will do.
  await page.getByLabel("名单文件").setInputFiles(
    file(
      "名单.csv",
      Buffer.from(
        csv([
          ["姓名", "身份证号"],
          ["张三", newDocument()],
        ]),
      ),
    ),
  );
  await page.getByRole("button", { name: "上传并检查" }).click();
  await page.getByRole("button", { name: "检查全部内容" }).click();
  await page.getByText("用文件整体替换名单，删除 28 人…").click();
  await page.getByLabel("请输入删除的人数“28”确认").fill("1");
  await page.getByRole("button", { name: "整体替换：导入 1 行，删除 28 人" }).click();
  await expect(alertOf(page)).toContainText("输入的内容与要求的不一致，操作没有执行");
  await look(page, "roster-08-replace");
  expect(await db().rosterEntry.count({ where: { examSessionId: examSession.id } })).toBe(28);
  await page.getByLabel("请输入删除的人数“28”确认").fill("28");
  await page.getByRole("button", { name: "整体替换：导入 1 行，删除 28 人" }).click();
  await expect(page.getByRole("heading", { name: "导入完成" })).toBeVisible();
  expect(await db().rosterEntry.count({ where: { examSessionId: examSession.id } })).toBe(1);
});

test("a second file waits for the first, and a cancelled one changes nothing", async ({ page, context }) => {
  const examSession = await openSession();
  await signIn(context, { staffId: (await createStaff({ role: "EXAM_OFFICER" })).id });
  await page.goto("/admin/roster");
  const other = await context.newPage();
  await other.goto("/admin/roster");
  const list = file(
    "名单.csv",
    Buffer.from(
      csv([
        ["姓名", "身份证号"],
        ["张三", newDocument()],
      ]),
    ),
  );
  const upload = async (tab: Page) => {
    await tab.getByLabel("名单文件").setInputFiles(list);
    await tab.getByRole("button", { name: "上传并检查" }).click();
  };
  await upload(page);
  await page.waitForURL(/\/roster\/[0-9a-f-]{36}/);
  await upload(other);
  await expect(other.getByRole("status").filter({ hasText: "已有一份名单正在导入" })).toBeVisible();
  await look(other, "roster-07-under-way");
  await page.getByRole("button", { name: "取消导入" }).click();
  await expect(page.getByText("导入已取消，上传的文件及读取的内容均已删除")).toBeVisible();
  expect(await db().rosterEntry.count({ where: { examSessionId: examSession.id } })).toBe(0);
});

test("whoever has no part in the roster does not find it; an auditor only looks", async ({ browser }) => {
  await openSession();
  for (const role of ["REVIEWER", "FINANCE"] as const) {
    const page = await staffPage(browser, { role });
    for (const closed of ["/admin/roster", "/admin/roster/0199f2a0-0000-7000-8000-00000000ffff"]) {
      expect((await page.goto(closed))?.status()).toBe(404);
    }
    expect((await page.request.get("/api/roster/template")).status()).toBe(404);
    const posted = await page.request.post("/api/roster", {
      headers: { origin: new URL(page.url()).origin },
      multipart: { roster: file("名单.csv", Buffer.from("姓名,身份证号\n")) },
      maxRedirects: 0,
    });
    expect(posted.status()).toBe(404);
    expect(
      (
        await page.request.post("/api/roster", { headers: { origin: "https://elsewhere.example" }, maxRedirects: 0 })
      ).status(),
    ).toBe(403);
    await page.context().close();
  }
  const auditor = await staffPage(browser, { role: "AUDITOR" });
  await auditor.goto("/admin/roster");
  await expect(auditor.getByRole("heading", { name: "当前名单" })).toBeVisible();
  await expect(auditor.getByLabel("名单文件")).toHaveCount(0);
  await auditor.context().close();
});
