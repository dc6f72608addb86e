import { expect } from "playwright/test";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { chineseOn, look, test } from "./support/page";
import { candidate, latinTexts, openSession, readsEnglish } from "./support/world";

test("a candidate who reads English meets no Chinese of ours on any page", async ({ page, context }) => {
  test.setTimeout(240_000);
  await readsEnglish(context);
  const { id } = await openSession(latinTexts);
  const visit = async (state: string, address: string) => {
    await page.goto(address);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    // A reviewer's reason is Chinese; in a field's hint it stands inside our sentence.
    const ours = (await chineseOn(page)).filter((text) => !text.startsWith("Returned because: "));
    expect.soft(ours, `${state} ${address}`).toEqual([]);
  };

  const open = [
    "/",
    "/login",
    "/register",
    "/reset-password",
    "/appeal",
    "/appeal/status",
    "/faq",
    "/privacy",
    "/display",
  ];
  for (const address of open) await visit("nobody", address);
  await look(page, "english-display");
  await page.goto("/");
  await look(page, "english-home");

  const states: [RegistrationStatus, string[]][] = [
    ["DRAFT", ["", "/notice", "/details", "/portrait", "/confirm", "/appeal"]],
    ["SUBMITTED", ["", "/submitted", "/review", "/form"]],
    ["RETURNED", ["", "/review", "/details"]],
    ["REFUSED", ["", "/review"]],
    ["APPROVED", ["", "/review", "/payment"]],
    ["PAID", ["", "/paid", "/payment", "/exam"]],
    ["CANCELLED", [""]],
  ];
  for (const [status, pages] of states) {
    await candidate(context, id, status, {
      name: "ANNA SMITH",
      ...(status === "RETURNED" ? { reopenedItems: ["name"] } : {}),
    });
    for (const part of pages) await visit(status, `/registration${part}`);
    if (status === "DRAFT" || status === "PAID") await look(page, `english-${status}`);
  }
});

test("errors speak English, beside the field and in the summary", async ({ page, context }) => {
  await readsEnglish(context);
  const { id } = await openSession(latinTexts);
  await page.goto("/login");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Please correct the following" })).toBeVisible();
  await expect(page.getByText("Enter your mobile number.").first()).toBeVisible();
  expect(await chineseOn(page)).toEqual([]);

  await candidate(context, id, "DRAFT", { name: null, detailsSavedAt: null });
  await page.goto("/registration/details");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("link", { name: "Enter your name as on your document." })).toBeVisible();
  expect(await chineseOn(page)).toEqual([]);
});
