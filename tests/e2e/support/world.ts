import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { type Browser, type BrowserContext, devices, type Page } from "playwright/test";
import { displayCookie, displayValue } from "@/app/_lib/display-choice";
import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { drawnIdCard, drawnPortrait, drawnTranscript } from "../../support/drawings";
import {
  createAccount,
  createExamSession,
  createLoginSession,
  createRegistration,
  createStaff,
} from "../../support/factories";

// The journeys run against the application's own database, whose address tests/run.mjs hands on.

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/**
 * A published exam session of the journey's own, with the demo's texts. Candidates meet every exam session whose exam
 * is not over, so each call lets the exams of those that other journeys left be over. `beside`: they stay, and the
 * candidate has to choose.
 */
export async function openSession(
  overrides: Parameters<typeof createExamSession>[0] = {},
  { beside = false }: { beside?: boolean } = {},
) {
  const { noticeText, tipsText, faqText, admitCardNotes, pledgeText, examAddress } =
    await db().examSession.findFirstOrThrow({
      where: { id: "019a0000-0000-7000-8000-000000000001" },
    });
  // Whole hours, as an office would set them.
  const now = new Date(Math.floor(Date.now() / HOUR) * HOUR);
  if (!beside) await endOtherExams(now);
  const examStartsAt = new Date(now.getTime() + 30 * DAY);
  return createExamSession({
    now,
    noticeText,
    tipsText,
    faqText,
    admitCardNotes,
    pledgeText,
    examAddress,
    idTypes: ["RESIDENT_ID"],
    examStartsAt,
    examEndsAt: new Date(examStartsAt.getTime() + 2 * HOUR),
    printingClosesAt: examStartsAt,
    ...overrides,
  });
}

/** The exams of all exam sessions so far were the day before; their other windows stay as they are. */
async function endOtherExams(now: Date): Promise<void> {
  const examEndsAt = new Date(now.getTime() - DAY);
  await db().examSession.updateMany({
    where: { examEndsAt: { gt: now } },
    data: { examStartsAt: new Date(examEndsAt.getTime() - 2 * HOUR), examEndsAt },
  });
  await db().language.updateMany({
    where: { examEndsAt: { gt: now } },
    data: { examStartsAt: null, examEndsAt: null },
  });
}

/** Signs a browser in without typing: only one journey types a password. */
export async function signIn(
  context: BrowserContext,
  owner: { accountId: string } | { staffId: string },
): Promise<void> {
  const audience = "accountId" in owner ? "candidate" : "staff";
  const { id } = await createLoginSession(owner);
  await context.addCookies([
    {
      name: cookieName(audience),
      value: await sessionToken(audience, id),
      url: process.env["E2E_URL"] ?? "",
      httpOnly: true,
      sameSite: "Lax",
    },
  ]);
}

/**
 * What an exam session is given where everything that the school and the candidate wrote is in Latin letters. Chinese
 * on an English page is then a sentence of ours that nobody translated, or one that is Chinese on purpose and says so
 * by `lang`.
 */
export const latinTexts = {
  title: "Degree English Exam, Autumn 2026",
  schoolName: "Test University",
  schoolNameEn: "Test University",
  examAddress: "Building 1",
  contactHours: "8:30-17:00",
  contactAddress: "Gate 2",
  faqText: "## Who?\n\nEnrolled students.",
  noticeText: "## Who\n\n1. Enrolled students.",
  tipsText: "1. Use a phone.",
  languages: { create: [{ name: "英语", code: "1", position: 1 }] },
  schools: { create: [{ name: "Test University", position: 1 }] },
};

/** This browser has chosen English. */
export const readsEnglish = (context: BrowserContext) =>
  context.addCookies([
    {
      name: displayCookie(),
      value: displayValue({ language: "en", textSize: "standard", contrast: "standard" }),
      url: process.env["E2E_URL"] ?? "",
    },
  ]);

/** The newest code that was sent to a phone, as its owner reads it. */
export async function smsCode(phone: string): Promise<string> {
  const lines = (await readFile(path.join(process.env["DATA_DIR"] ?? "", "sms-outbox.jsonl"), "utf8"))
    .trim()
    .split("\n");
  const sent = lines
    .map((line) => JSON.parse(line) as { phone: string; code: string })
    .findLast((message) => message.phone === phone && message.code);
  if (!sent) throw new Error("no message was sent to this phone");
  return sent.code;
}

/** A registration of somebody who is signed in nowhere, with pictures behind every file. */
export async function stranger(
  examSessionId: string,
  status: RegistrationStatus,
  overrides: Parameters<typeof createRegistration>[0] = {},
) {
  const registration = await createRegistration({ status, examSessionId, ...overrides });
  await putPictures(registration.id);
  return registration;
}

/** Draws the pictures behind the files of a registration. */
export async function putPictures(registrationId: string): Promise<void> {
  const portrait = drawnPortrait().then((bytes) => sharp(bytes).resize(480, 640).jpeg().toBuffer());
  const pictures = {
    ID_FRONT: drawnIdCard("front"),
    ID_BACK: drawnIdCard("back"),
    PROOF: drawnTranscript(),
    PORTRAIT: portrait,
  };
  for (const [kind, drawn] of Object.entries(pictures)) {
    const storageKey = await storeEncryptedFile(await drawn);
    await db().storedFile.updateMany({
      where: { registrationId, kind: kind as keyof typeof pictures },
      data: { storageKey },
    });
  }
}

/**
 * A candidate who is signed in, with a registration in the present session as far as `status` and pictures behind every
 * file.
 */
export async function candidate(
  context: BrowserContext,
  examSessionId: string,
  status: RegistrationStatus,
  {
    portrait: withPortrait = true,
    ...overrides
  }: { portrait?: boolean } & Parameters<typeof createRegistration>[0] = {},
) {
  const account = await createAccount();
  const registration = await createRegistration({
    status,
    accountId: account.id,
    examSessionId,
    name: "王小明",
    ...overrides,
  });
  await putPictures(registration.id);
  if (!withPortrait) {
    await db().storedFile.deleteMany({ where: { registrationId: registration.id, kind: "PORTRAIT" } });
    await db().registration.update({ where: { id: registration.id }, data: { faceConsentAt: null } });
  }
  await signIn(context, { accountId: account.id });
  return { account, registration };
}

/** A desk of its own beside the candidate's phone. */
export async function staffPage(
  browser: Browser,
  role: Parameters<typeof createStaff>[0] = {},
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    ...options,
  });
  const { id } = await createStaff(role);
  await signIn(context, { staffId: id });
  return context.newPage();
}
