import { db } from "@/lib/adapter/db/client";
import { documentIdentity } from "@/lib/core/identity-number";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { fits, photograph, test } from "./support/page";
import { candidate, openSession, signIn } from "./support/world";
import { createAccount } from "../support/factories";

const LONG_SCHOOL = "武汉轻工大学高等学历继续教育学院与湖北省襄阳市职业技术学院联合培养基地（襄阳东津校区）";
const HAN_NAME = "买买提阿卜杜勒·艾合麦提江·吐尔逊古丽·努尔买买提·阿依";
const PASSPORT_NAME = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH";
const NUMBER = "A1234567890123456";
const han = { name: HAN_NAME };
const passport = {
  name: PASSPORT_NAME,
  idType: "PASSPORT",
  documentIndex: blindIndex("document", documentIdentity("PASSPORT", NUMBER)),
  documentMasked: NUMBER,
  studentNumber: "202300012345678901234567890123",
  accommodation: "https://example.invalid/".padEnd(300, "x"),
} as const;

async function longSession() {
  const examSession = await openSession({
    idTypes: ["RESIDENT_ID", "PASSPORT"],
    title: `2026年秋季${LONG_SCHOOL}高等学历继续教育学士学位外语考试`,
    schoolName: LONG_SCHOOL,
    examAddress: `${LONG_SCHOOL}第一教学楼`.repeat(2),
    schools: {
      create: [
        { name: LONG_SCHOOL, position: 1, teachingPoints: { create: [{ name: `${LONG_SCHOOL}函授站`, position: 1 }] } },
      ],
    },
  });
  const point = await db().teachingPoint.findFirstOrThrow({ where: { school: { examSessionId: examSession.id } } });
  return { examSession, teachingPointId: point.id };
}

test("no public page is wider than a phone", async ({ page }) => {
  await longSession();
  const pages = [
    "/",
    "/login",
    "/register",
    "/reset-password",
    "/appeal",
    "/appeal/status",
    "/privacy",
    "/admin/login",
    "/nowhere",
  ];
  for (const address of pages) {
    await page.goto(address);
    await fits(page, address);
  }
});

test("no page of a candidate is wider than a phone, whatever his name, number and school", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const { examSession, teachingPointId } = await longSession();
  const walk = async (state: string, pages: readonly string[]) => {
    for (const address of pages) {
      await page.goto(address);
      await fits(page, `${state} ${address}`);
      await page.setViewportSize({ width: 320, height: 844 });
      await photograph(page, `width-${state}${address.replaceAll("/", "-")}`);
      await page.setViewportSize({ width: 390, height: 844 });
    }
  };
  await signIn(context, { accountId: (await createAccount()).id });
  await walk("new", ["/registration", "/registration/notice", "/registration/appeal"]);
  const reopened = { reopenedItems: ["name", "ID_FRONT", "PROOF"] };
  for (const [status, pages, more] of [
    ["DRAFT", ["", "/details", "/portrait", "/confirm", "/appeal"], han],
    ["DRAFT", ["/details", "/confirm"], passport],
    ["RETURNED", ["", "/review", "/details", "/portrait", "/confirm"], { ...passport, ...reopened }],
    ["SUBMITTED", ["", "/review", "/form"], passport],
    ["REFUSED", ["/review"], passport],
    ["APPROVED", ["", "/review", "/payment"], passport],
    ["PAID", ["", "/payment", "/exam", "/form"], passport],
  ] as const) {
    // One passport holder at a time: a number is registered once.
    await db().registration.updateMany({ where: { examSessionId: examSession.id }, data: { documentIndex: null } });
    const id = uuidv7(new Date());
    const sealed =
      more === han ? {} : { documentEncrypted: encryptColumn("registration.document_encrypted", id, NUMBER) };
    await candidate(context, examSession.id, status, { ...more, ...sealed, id, teachingPointId });
    await walk(
      `${status}-${more === han ? "han" : "latin"}`,
      pages.map((part) => `/registration${part}`),
    );
  }
});
