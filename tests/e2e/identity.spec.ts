import { expect } from "playwright/test";
import { drawnIdCard, drawnTranscript } from "../support/drawings";
import { newDocument } from "../support/factories";
import { alertOf, look, photograph, test } from "./support/page";
import { confirmAndSubmit, confirmNotice, fillDetails, jpeg, uploadDocuments, uploadPortrait } from "./support/steps";
import { candidate, openSession, signIn, staffPage } from "./support/world";
import { createAccount, createExamSession, createRegistration } from "../support/factories";

const allTypes = {
  idTypes: [
    "RESIDENT_ID",
    "HK_MACAO_TAIWAN_RESIDENCE",
    "HK_MACAO_PERMIT",
    "TAIWAN_PERMIT",
    "FOREIGN_RESIDENT_ID",
    "PASSPORT",
  ],
} as const;

test("a number is mended, read at once, and what it says is taken over", async ({ page, context }) => {
  const { id } = await openSession({ idTypes: [...allTypes.idTypes] });
  await candidate(context, id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  // Asked of those alone who have applied for their certificate.
  await expect(page.getByRole("textbox", { name: "毕业申请年月" })).toHaveCount(0);
  await page.getByLabel("考生类别").selectOption({ label: "自考(已申请毕业)" });
  await expect(page.getByRole("textbox", { name: "毕业申请年月" })).toBeVisible();
  await page.getByLabel("证件类型").selectOption({ label: "居民身份证" });
  const number = page.getByLabel(/^身份证号/);
  await number.fill("１１０１０５ 19491231-002x");
  await expect(page.getByText("根据号码：女，1949年12月31日出生")).toBeVisible();
  // Shown, and not asked again.
  await expect(page.locator("#sex")).toContainText("女");
  await expect(page.getByRole("radio")).toHaveCount(0);
  await number.fill("110105194912310021");
  await number.blur();
  await expect(page.getByText("证件号码有误（校验位不符），请逐位核对。")).toBeVisible();
  await photograph(page, "identity-number-wrong");

  // A wrong number says nothing, and a permit's neither: then the sex is asked, with what was known already.
  await expect(page.getByRole("radio", { name: "女" })).toBeChecked();
  await number.fill("11010519491231002X");
  await expect(page.getByRole("radio")).toHaveCount(0);
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(alertOf(page)).toContainText("请选择报考层次。");
  await expect(page.getByLabel(/^身份证号/)).toHaveValue("11010519491231002X");

  for (const [label, example] of [
    ["港澳台居民居住证", "810000199408230021"],
    ["港澳居民来往内地通行证", "H01234567"],
    ["台湾居民来往大陆通行证", "01234567"],
    ["外国人永久居留身份证", "911124198108030024"],
    ["护照", "E12345678"],
  ] as const) {
    await page.getByLabel("证件类型").selectOption({ label });
    await expect(page.getByText(`例如 ${example}`)).toBeVisible();
  }
});

test("a rare name is written by code, shown as the card prints it, and a character nobody can write is left to staff", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await openSession();
  const { id: accountId } = await createAccount();
  await signIn(page.context(), { accountId });
  await confirmNotice(page);
  await fillDetails(page, { name: "王" });
  const name = page.getByLabel("姓名", { exact: true });
  await page.getByText("有字打不出来？").click();
  await page.getByLabel("Unicode编码").fill("2CC56");
  await page.getByRole("button", { name: "插入", exact: true }).click();
  await expect(name).toHaveValue("王𬱖");
  await expect(page.getByRole("img", { name: "王𬱖" })).toBeVisible();
  await page.getByRole("button", { name: /无法输入/ }).click();
  await expect(name).toHaveValue("王𬱖〓");
  await expect(page.getByText("由工作人员按证件照片录入，录入后请您再次核对。")).toBeVisible();
  await look(page, "identity-name");
  await uploadDocuments(page);
  await page.getByRole("button", { name: "下一步" }).last().click();
  await uploadPortrait(page);
  await page.getByRole("button", { name: /下一步$/ }).click();
  await expect(page.getByText("姓名在准考证上将这样打印")).toBeVisible();
  await look(page, "identity-confirm");
  await confirmAndSubmit(page);

  const staff = await staffPage(browser, { role: "REVIEWER" });
  await staff.goto("/admin/reviews");
  await staff.getByRole("link", { name: /审核.*王𬱖〓的报名/ }).click();
  await staff.getByRole("button", { name: "通过", exact: true }).click();
  await expect(alertOf(staff).getByText("请先对照证件照片录入完整姓名")).toBeVisible();
  await look(staff, "admin-name-entry");
  await staff.getByLabel("录入姓名").fill("王𬱖U+4DAE");
  await staff.getByRole("button", { name: "保存姓名" }).click();
  // Shown back before it is saved.
  await expect(staff.getByText("将保存为")).toContainText("王𬱖䶮");
  await staff.getByRole("button", { name: "核对无误，保存姓名" }).click();
  await expect(staff.getByRole("heading", { name: "王𬱖䶮" })).toBeVisible();
  await staff.getByRole("button", { name: "通过", exact: true }).click();
  await expect(staff.getByText("上一份报名已审核通过。")).toBeVisible();
});

test("whose number is taken appeals, staff compare both sides and answer", async ({ page, context, browser }) => {
  const { id } = await openSession();
  const document = newDocument();
  await createRegistration({ status: "SUBMITTED", examSessionId: id, document, name: "李冒名" });
  await candidate(context, id, "DRAFT", { document });
  await page.goto("/registration/confirm");
  await expect(page.getByRole("checkbox")).toHaveCount(4);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "提交报名" }).click();
  await expect(alertOf(page).getByText("该证件号码已有人用于本次报名")).toBeVisible();
  await page.getByRole("link", { name: "证件号码被他人使用？提出申诉" }).click();
  await page.getByLabel("情况说明").fill("本人没有用其他手机号报名，请核实。");
  await look(page, "appeal");
  await page.getByRole("button", { name: "提交申诉" }).click();
  await expect(page.getByText("正在核实，答复会显示在本页。")).toBeVisible();

  const staff = await staffPage(browser, { role: "EXAM_OFFICER" });
  await staff.goto("/admin/appeals");
  await look(staff, "admin-appeals");
  await staff.getByRole("link", { name: /核实\s*王小明的申诉/ }).click();
  await expect(staff.getByText("李冒名")).toBeVisible();
  await look(staff, "admin-appeal");
  await staff.getByLabel("答复内容").fill("已核实为本人，对方报名已作不通过处理，请重新提交报名。");
  await staff.getByRole("button", { name: "答复", exact: true }).click();
  await expect(staff.getByText("已答复，考生在申诉页面可以看到。")).toBeVisible();
  await page.reload();
  await expect(page.getByText("已核实为本人")).toBeVisible();
});

test("whose number is taken is told at 信息填写, with the appeal beside it and the form kept", async ({
  page,
  context,
}) => {
  const { id } = await openSession();
  const { document } = await createRegistration({ status: "SUBMITTED", examSessionId: id });
  await candidate(context, id, "DRAFT");
  await page.goto("/registration/details");
  await page.getByLabel(/^身份证号/).fill(document);
  await page.getByLabel(/^学号/).fill("202300099999");
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(alertOf(page).getByText("该证件号码已有人用于本次报名")).toBeVisible();
  await expect(page.getByLabel(/^身份证号/)).toHaveValue(document);
  await expect(page.getByLabel(/^学号/)).toHaveValue("202300099999");
  await look(page, "taken-at-details");
  // What is typed next is a draft like any other.
  await page.getByLabel(/^学号/).fill("202300088888");
  await expect(page.getByText(/已保存 \d/)).toBeVisible();
  await page.getByRole("link", { name: "证件号码被他人使用？提出申诉" }).click();
  await page.getByLabel("情况说明").fill("是本人的号码。");
  await page.getByRole("button", { name: "提交申诉" }).click();
  await expect(page.getByText("正在核实，答复会显示在本页。")).toBeVisible();
});

test("a passport holder uploads one page, and every page calls his document by its name", async ({ page, context }) => {
  const { id } = await openSession({ idTypes: [...allTypes.idTypes] });
  await candidate(context, id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  await fillDetails(page, { name: "JOHN SMITH" });
  await page.getByLabel("证件类型").selectOption({ label: "护照" });
  await page.getByRole("textbox", { name: "证件号码" }).fill(`e${Date.now()}`);
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(alertOf(page)).toContainText("请上传护照资料页照片。");
  await page.locator("#ID_FRONT").setInputFiles(jpeg("passport.jpg", await drawnIdCard("front")));
  await page.locator("#PROOF").setInputFiles(jpeg("proof.jpg", await drawnTranscript()));
  await expect(page.getByText("✓ 已上传")).toHaveCount(2);
  await page.getByRole("button", { name: "下一步" }).last().click();
  await uploadPortrait(page);
  await page.getByRole("button", { name: /下一步$/ }).click();
  await expect(page.getByRole("link", { name: /^修改\s*护照资料页照片$/ })).toBeVisible();
  await expect(page.getByText(/身份证号|反面|护照其他页/)).toHaveCount(0);
  await look(page, "passport-confirm");
  await confirmAndSubmit(page);
});

test("a returning candidate takes over last session's data and portrait, and confirms each", async ({
  page,
  context,
}) => {
  const past = await createExamSession({
    now: new Date(Date.now() - 200 * 86_400_000),
    title: "上一次学位外语考试",
    publishedAt: null,
  });
  const { account } = await candidate(context, past.id, "PAID");
  await openSession();
  await confirmNotice(page);
  await expect(page.getByText("可以带入“上一次学位外语考试”时填写的信息")).toBeVisible();
  await look(page, "take-over");
  await page.getByRole("button", { name: "带入上次填写的信息" }).click();
  await expect(page.getByText("已带入上次报名的信息。")).toBeVisible();
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("王小明");
  await expect(page.getByLabel("应试语种")).not.toHaveValue("");
  await uploadDocuments(page);
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(page.getByText("使用上次的登记照")).toBeVisible();
  await look(page, "take-over-portrait");
  await page.getByRole("button", { name: "使用这张照片" }).click();
  await expect(page.getByText("请先阅读并勾选同意书，再提交登记照。")).toBeVisible();
  await page.getByLabel("我已阅读并单独同意").check();
  await page.getByRole("button", { name: "使用这张照片" }).click();
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
  expect(account.id).toBeTruthy();
});
