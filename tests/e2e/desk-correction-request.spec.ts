import { expect } from "playwright/test";
import { formatInput } from "@/app/_lib/format";
import { db } from "@/lib/adapter/db/client";
import { createSeated } from "../support/admit-card";
import { drawnIdCard, drawnPortrait } from "../support/drawings";
import { createAccount, createRegistration } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { openSession, putPictures, signIn, staffPage } from "./support/world";

// 申请更正: a candidate says what is wrong, and reads what came of it.

test.setTimeout(120_000);

/** A Han character that no font of the tests draws. */
const RARE = "\u{323AF}";

const photo = () => drawnIdCard("front");

const PHONE = { width: 390, height: 844 };

test("a candidate asks for a correction, the office sees both values and corrects, and he reads it", async ({
  browser,
}) => {
  const { id: examSessionId } = await openSession();
  const account = await createAccount();
  const { id } = await createRegistration({ status: "APPROVED", examSessionId, accountId: account.id, name: "赵山" });
  await putPictures(id);
  const context = await browser.newContext({ viewport: PHONE });
  await signIn(context, { accountId: account.id });
  const phone = await context.newPage();
  await phone.goto("/registration");
  await phone.getByRole("link", { name: "信息有误？申请更正" }).click();
  await phone.getByRole("button", { name: "提交更正申请" }).click();
  await expect(phone.getByRole("main").getByRole("alert")).toContainText("请选择哪一项信息有误。");
  await phone.getByLabel("哪一项有误").selectOption("name");
  await phone.getByLabel("正确的内容").fill(`赵${RARE}`);
  await phone.getByLabel("情况说明和凭据").fill(`身份证上是赵${RARE}`);
  await look(phone, "request-01-form");
  await phone.getByRole("button", { name: "提交更正申请" }).click();
  const list = phone.getByRole("list", { name: "我的更正申请" });
  await expect(list).toContainText("正在核实");
  await phone
    .getByLabel("上传照片：凭据")
    .setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: await photo() });
  await expect(list.getByRole("img", { name: "凭据1" })).toBeVisible();
  // A second one that was a mistake.
  await phone
    .getByLabel("补充照片：凭据")
    .setInputFiles({ name: "b.jpg", mimeType: "image/jpeg", buffer: await drawnIdCard("back") });
  await expect(list.getByRole("img", { name: "凭据2" })).toBeVisible();
  phone.once("dialog", (dialog) => void dialog.accept());
  await list.getByRole("button", { name: /^删除.*凭据2$/ }).click();
  await expect(phone.getByText("文件已删除。")).toBeVisible();
  await expect(list.getByRole("img", { name: "凭据2" })).toHaveCount(0);
  await expect(list.getByRole("img", { name: "凭据1" })).toBeVisible();
  await look(phone, "request-02-filed");

  const desk = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务" });
  await desk.goto("/admin/appeals");
  await desk
    .getByRole("region", { name: /^更正申请，等待处理/ })
    .getByRole("link", { name: /核实/ })
    .first()
    .click();
  await expect(desk.getByRole("region", { name: "现有内容：姓名" })).toContainText("赵山");
  await expect(desk.getByRole("region", { name: "考生认为正确的内容" })).toContainText(`赵${RARE}`);
  await expect(desk.getByRole("img", { name: "凭据1" })).toBeVisible();
  await look(desk, "request-03-desk");
  await desk.getByRole("link", { name: /去更正姓名/ }).click();
  await expect(desk.getByLabel("姓名")).toHaveValue(`赵${RARE}`);
  await expect(desk.getByText(/按申请填入（G\d{8}）/)).toBeVisible();
  await desk.getByLabel("原因").fill("与身份证不一致");
  await desk.getByLabel("凭据").fill("证件照片");
  await desk.getByRole("button", { name: "核对更正前后" }).click();
  await expect(desk.getByRole("alert", { name: "请逐项核对更正前后" })).toContainText(
    `“${RARE}”没有已安装的字体能显示`,
  );
  await look(desk, "request-04-question");
  await desk.getByLabel("已与凭据逐字核对").check();
  await desk.getByRole("button", { name: "确认更正" }).click();
  await expect(desk.getByText("已更正，考生会收到短信")).toBeVisible();
  await desk.context().close();

  await phone.reload();
  await expect(list).toContainText("已更正");
  await expect(list).toContainText("与身份证不一致");
  await context.close();
});

test("a paid candidate hands in another portrait, a second officer accepts it, and his card is new", async ({
  browser,
}) => {
  const now = new Date();
  const { id: examSessionId } = await openSession({ seatsFrozenAt: now, cardsPublishedAt: now });
  const account = await createAccount();
  const { id } = await createSeated({ examSessionId, accountId: account.id, name: "钱换照" });
  await putPictures(id);
  const first = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务" });
  await first.goto(`/admin/registrations/${id}`);
  await first.getByRole("link", { name: "换交登记照或材料…" }).click();
  await first.getByRole("button", { name: "开放换交" }).click();
  await expect(alertOf(first)).toContainText("材料：请选择要换交的材料。");
  await look(first, "exchange-01-open");
  await first.getByLabel("材料").selectOption("PORTRAIT");
  await first.getByLabel("换交截止").fill(formatInput(new Date(new Date().setSeconds(0, 0) + 3_600_000)));
  await first.getByLabel("原因").fill("照片模糊，请换清晰的");
  await first.getByRole("button", { name: "开放换交" }).click();
  await expect(first.getByRole("heading", { name: "登记照：等待考生换交" })).toBeVisible();

  const context = await browser.newContext({ viewport: PHONE });
  await signIn(context, { accountId: account.id });
  const phone = await context.newPage();
  await phone.goto("/registration");
  await phone.getByRole("link", { name: "查看原因和截止时间" }).click();
  await expect(phone.getByText("照片模糊，请换清晰的")).toBeVisible();
  await phone
    .getByLabel("选择图片：登记照")
    .setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: await drawnPortrait("#205080") });
  await phone.getByRole("button", { name: "使用这张" }).click();
  await expect(phone.getByRole("heading", { name: "登记照：已换交，等待核对" })).toBeVisible();
  await expect(phone.getByRole("img", { name: "新的登记照 1" })).toBeVisible();
  await look(phone, "exchange-02-handed-in");
  await phone.goto("/registration");
  await phone.getByRole("link", { name: "查看换交的文件" }).click();
  await expect(phone.getByRole("heading", { name: "登记照：已换交，等待核对" })).toBeVisible();

  // Whoever opened it cannot accept it.
  await first.reload();
  await expect(first.getByRole("img", { name: "凭据1" })).toBeVisible();
  await expect(first.getByRole("button", { name: "驳回" })).toBeVisible();
  await expect(first.getByRole("button", { name: "核对通过，换用新材料" })).toHaveCount(0);
  await first.context().close();
  const second = await staffPage(browser, { role: "EXAM_OFFICER", name: "濮阳考务" });
  await second.goto("/admin/appeals");
  await second.getByRole("link", { name: /钱换照换交的材料/ }).click();
  await expect(second.getByRole("img", { name: "原登记照" })).toBeVisible();
  await look(second, "exchange-03-both");
  await second.getByRole("button", { name: "核对通过，换用新材料" }).click();
  await expect(second.getByText("已核对通过，新材料即时生效")).toBeVisible();
  expect((await db().seat.findUniqueOrThrow({ where: { registrationId: id } })).cardRevision).toBe(1);
  await second.context().close();

  await phone.goto("/registration");
  await expect(phone.getByRole("region", { name: "办理记录" })).toContainText("登记照：原件 → 已换新");
  await context.close();
});
