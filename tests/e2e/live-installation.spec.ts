import { readdir } from "node:fs/promises";
import { type Browser, chromium, expect, type Page, test } from "playwright/test";
import { totpCode } from "@/lib/adapter/crypto/totp";
import { stepAt } from "@/lib/domain/account/second-factor";
import { newPhone } from "../support/factories";
import { openLiveInstallation } from "./support/live/installation";
import { APP_HOST } from "./support/live/outside-world";
import { look } from "./support/page";
import { confirmAndSubmit, confirmNotice, fillDetails, uploadDocuments, uploadPortrait } from "./support/steps";

// An office begins with nothing: an empty database, an empty DATA_DIR and lib/office/going-live.md. The
// walk ends with a paid registration. The application is the production build, started by its own launcher; it reaches
// WeChat Pay and the SMS vendor over TLS under their own names.

const PASSWORD = "vijf-lange-woorden";

let installation: Awaited<ReturnType<typeof openLiveInstallation>>;
let browser: Browser;
/** What ends what was begun, in case the beginning itself was broken off. */
const closers: (() => Promise<void>)[] = [];
test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(150_000);
  installation = await openLiveInstallation();
  closers.push(() => installation.close());
  const { port, spki } = installation.world;
  browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      `--host-resolver-rules=MAP ${APP_HOST}:443 127.0.0.1:${port}`,
      `--ignore-certificate-errors-spki-list=${spki}`,
    ],
  });
  closers.push(() => browser.close());
});

test.afterAll(async () => {
  for (const close of closers.toReversed()) await close();
});

const open = async (viewport = { width: 1366, height: 768 }): Promise<Page> => {
  const context = await browser.newContext({
    baseURL: `https://${APP_HOST}`,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport,
  });
  // A step that waits for what does not come is named, instead of using up the test's whole time.
  context.setDefaultTimeout(15_000);
  return context.newPage();
};

/** A page of a live installation says nothing of a demo. */
async function visit(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address);
  expect(answer?.status(), address).toBe(200);
  await noDemo(page);
}

const noDemo = async (page: Page) =>
  expect(await page.locator("body").innerText(), page.url()).not.toMatch(/演示|模拟|demo/i);

/**
 * A colleague as an administrator adds him, who then sets his password at the door. Answers with the colleague's own
 * browser.
 */
async function addColleague(desk: Page, name: string, role: string): Promise<Page> {
  const phone = newPhone();
  await visit(desk, "/admin/staff/new");
  await desk.getByLabel("姓名").fill(name);
  await desk.getByLabel("手机号码").fill(phone);
  await desk.getByRole("checkbox", { name: new RegExp(`^${role}`) }).check();
  await desk.getByRole("button", { name: "添加并邀请" }).click();
  await expect(desk.getByText(`https://${APP_HOST}/admin/set-password`)).toBeVisible();

  const own = await open();
  await visit(own, "/admin/set-password");
  await own.getByLabel("手机号码").fill(phone);
  await own.getByRole("button", { name: "获取验证码" }).click();
  await expect(own.getByText("验证码已发送")).toBeVisible();
  await expect.poll(() => installation.world.sentTo(phone)).toBe(1);
  await own.getByLabel("短信验证码").fill(installation.world.codeOn(phone));
  await own.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await own.getByLabel("确认密码", { exact: true }).fill(PASSWORD);
  await own.getByRole("button", { name: "设置密码并登录" }).click();
  await setUpSecondFactor(own);
  await visit(own, "/admin");
  return own;
}

/** The code that an authenticator app shows, some steps of 30 seconds from now. */
const codeFrom = (secret: string, steps = 0) => totpCode(secret, stepAt(new Date()) + steps);

/** Live mode lets nobody pass without a second factor: set up once, before the first page. Answers with the secret. */
async function setUpSecondFactor(own: Page): Promise<string> {
  await expect(own).toHaveURL(/\/admin\/second-factor/);
  await visit(own, "/admin/staff");
  await expect(own).toHaveURL(/\/admin\/second-factor\?next=/);
  await noDemo(own);
  await own.getByRole("button", { name: "开始设置" }).click();
  const secret = (await own.locator("[data-secret]").innerText()).replace(/\s/g, "");
  await noDemo(own);
  await own.getByLabel("恢复码已打印或抄下").check();
  await own.getByLabel("验证码").fill(codeFrom(secret));
  await own.getByRole("button", { name: "完成设置" }).click();
  await expect(own).not.toHaveURL(/second-factor/);
  return secret;
}

const HOUR = 3_600_000;

/** The value of a field for date and time, in Shanghai, a number of whole hours from now. */
const hoursAhead = (hours: number) =>
  new Date((Math.floor(Date.now() / HOUR) + hours + 8) * HOUR).toISOString().slice(0, 16);

/** What only the school knows; the page offers the rest. Registration, review and payment are open already. */
const examSession = {
  schoolName: "某某大学",
  schoolNameEn: "Some University",
  examAddress: "某某大学东校区教学楼",
  registrationOpensAt: hoursAhead(-1),
  reviewOpensAt: hoursAhead(-1),
  paymentOpensAt: hoursAhead(-1),
  fee: "50.00",
  schools: "武汉轻工大学",
  numberPrefix: "654321",
  schoolNumber: "12345",
  contactPhone: "027-12345678",
};

test("an empty installation comes to its first paid registration", async () => {
  test.setTimeout(150_000);
  const administratorPhone = newPhone();

  await test.step("the first administrator is made at the server, the system starts", async () => {
    const words = ["add", "--phone", administratorPhone, "--role", "administrator", "--name", "首任管理员"];
    expect(await installation.staffCommand(words, PASSWORD)).toContain("已添加");
    const said = await installation.start();
    expect(said).toContain(`https://${APP_HOST}`);
    expect(said).not.toMatch(/演示|Demo/);
    expect(await installation.rows("SELECT name FROM staff")).toEqual([{ name: "首任管理员" }]);
    expect(await installation.rows("SELECT id FROM exam_session UNION ALL SELECT id FROM account")).toEqual([]);
  });

  const desk = await open();
  await test.step("he signs in and finds every page of the desk in order, and empty", async () => {
    await visit(desk, "/");
    await look(desk, "live-01-home-empty");
    await visit(desk, "/admin/login");
    await desk.getByLabel("手机号").fill(administratorPhone);
    await desk.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await desk.getByRole("button", { name: "登录", exact: true }).click();
    const secret = await setUpSecondFactor(desk);
    await expect(desk).toHaveURL(/\/admin\/staff$/);
    // The next time the password is asked for, then a code; one that was used counts no more.
    await desk.getByRole("button", { name: "安全退出" }).click();
    await visit(desk, "/admin/login");
    await desk.getByLabel("手机号").fill(administratorPhone);
    await desk.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await desk.getByRole("button", { name: "登录", exact: true }).click();
    await expect(desk).toHaveURL(/\/admin\/second-factor/);
    await noDemo(desk);
    await desk.getByLabel("验证码").fill(codeFrom(secret, -1));
    await desk.getByRole("button", { name: "继续" }).click();
    await expect(desk.getByRole("main").getByRole("alert")).toContainText(/验证码/);
    await desk.getByLabel("验证码").fill(codeFrom(secret, 1));
    await desk.getByRole("button", { name: "继续" }).click();
    await expect(desk).toHaveURL(/\/admin$/);
    await look(desk, "live-02-desk-empty");
    const parts = [
      "appeals",
      "messages",
      "messages/log",
      "messages/rules",
      "notices",
      "payments",
      "payments/closing",
      "payments/exceptions",
      "payments/refunds",
      "payments/waivers",
      "registrations",
    ];
    const more = [
      "reviews",
      "reviews/reasons",
      "reviews/throughput",
      "reviews/bulk/runs",
      "roster",
      "seating",
      "sessions",
      "staff",
      "account",
    ];
    for (const part of [...parts, ...more]) await visit(desk, `/admin/${part}`);
  });

  const [officer, reviewer] = await test.step("he adds two colleagues, who set their own passwords", async () => {
    const added = [await addColleague(desk, "考务甲", "考务"), await addColleague(desk, "审核乙", "审核员")] as const;
    expect(
      await installation.rows(
        "SELECT array_to_string(roles, ',') AS role, password_hash IS NOT NULL AS in FROM staff ORDER BY roles",
      ),
    ).toEqual([
      { role: "ADMINISTRATOR", in: true },
      { role: "EXAM_OFFICER", in: true },
      { role: "REVIEWER", in: true },
    ]);
    return added;
  });

  await test.step("the officer makes an exam session from nothing and publishes it", async () => {
    await visit(officer, "/admin/sessions");
    await officer.getByRole("link", { name: "新建考试批次" }).click();
    for (const [name, value] of Object.entries(examSession)) await officer.locator(`#${name}`).fill(value);
    await noDemo(officer);
    await officer.getByRole("button", { name: "保存", exact: true }).click();
    await expect(officer.getByText("考试批次已建立，尚未发布")).toBeVisible();
    await officer.getByRole("link", { name: "检查并发布" }).click();
    await noDemo(officer);
    await look(officer, "live-03-publish");
    await officer.getByLabel("我已核对以上提示，仍要发布").check();
    await officer.getByRole("button", { name: "发布", exact: true }).click();
    await expect(officer.getByText("考试批次已发布")).toBeVisible();
  });

  await test.step("the administrator gives the reviewer every school", async () => {
    await visit(desk, "/admin/staff");
    await desk.getByRole("link", { name: /^管理.*审核乙/ }).click();
    await desk.getByLabel("全部学校").check();
    await desk.getByRole("button", { name: "保存" }).first().click();
    await expect(desk.getByText("审核范围已保存")).toBeVisible();
  });

  const page = await open({ width: 390, height: 844 });
  const typed = await test.step("a candidate registers with his phone and hands in his documents", async () => {
    const phone = newPhone();
    await visit(page, "/");
    await look(page, "live-04-home");
    await visit(page, "/register");
    await page.getByLabel("手机号码").fill(phone);
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByText("验证码已发送")).toBeVisible();
    await page.getByLabel("短信验证码").fill(installation.world.codeOn(phone));
    await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
    await page.getByLabel("确认密码", { exact: true }).fill(PASSWORD);
    await page.getByLabel(/我已阅读并同意/).check();
    await page.getByRole("button", { name: "注册", exact: true }).click();
    await expect(page).toHaveURL(/\/registration$/);
    await confirmNotice(page);
    const given = await fillDetails(page);
    await uploadDocuments(page);
    await page.getByRole("button", { name: "下一步" }).click();
    await expect(page).toHaveURL(/\/registration\/portrait$/);
    await uploadPortrait(page);
    await page.getByRole("button", { name: /下一步$/ }).click();
    await confirmAndSubmit(page);
    await noDemo(page);
    await visit(page, "/registration/form");
    await expect(page.getByText(/^654321\d{18}$/)).toBeVisible();
    return given;
  });

  await test.step("the reviewer approves", async () => {
    await visit(reviewer, "/admin/reviews");
    await reviewer.getByRole("link", { name: new RegExp(`审核.*${typed.name}的报名`) }).click();
    await expect(reviewer.getByText("证件号码校验通过")).toBeVisible();
    await noDemo(reviewer);
    await reviewer.getByRole("button", { name: "通过", exact: true }).click();
    await expect(reviewer.getByText("上一份报名已审核通过。")).toBeVisible({ timeout: 20_000 });
  });

  await test.step("he pays, and WeChat's notification turns his page", async () => {
    await visit(page, "/registration");
    await page.getByRole("link", { name: "去缴费" }).click();
    await page.getByRole("button", { name: "确认信息并缴费" }).click();
    await expect(page.getByAltText("微信支付二维码")).toBeVisible();
    await noDemo(page);
    await installation.payNewestOrder();
    await expect(page.getByText("报名已生效，请等待考试通知")).toBeVisible({ timeout: 20_000 });
  });

  expect(await installation.rows("SELECT status FROM registration")).toEqual([{ status: "PAID" }]);
  expect(await installation.rows("SELECT kind, amount_fen FROM ledger_entry")).toEqual([
    { kind: "CHARGE", amount_fen: 5000 },
  ]);
  expect(await installation.rows("SELECT count(*)::int AS staff FROM staff")).toEqual([{ staff: 3 }]);
  expect(await installation.rows("SELECT title FROM exam_session")).toHaveLength(1);
  expect(installation.world.strangers).toEqual([]);
  expect(await readdir(installation.dataDir)).not.toContain("sms-outbox.jsonl");
});
