import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { type Browser, type BrowserContext, devices, type Page } from "playwright/test";
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
 * A published exam session of the journey's own, with the demo's texts: candidates meet the session whose exam is
 * latest, so every call puts the earlier ones behind it.
 */
export async function openSession(overrides: Parameters<typeof createExamSession>[0] = {}) {
  const { noticeText, tipsText, admitCardNotes, pledgeText, examAddress } = await db().examSession.findFirstOrThrow({
    where: { id: "019a0000-0000-7000-8000-000000000001" },
  });
  const latest = await db().examSession.aggregate({ _max: { examStartsAt: true } });
  // Whole hours, as an office would set them.
  const now = new Date(Math.floor(Date.now() / HOUR) * HOUR);
  const examStartsAt = new Date((latest._max.examStartsAt?.getTime() ?? Date.now()) + 7 * DAY);
  return createExamSession({
    now,
    noticeText,
    tipsText,
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
export async function staffPage(browser: Browser, role: Parameters<typeof createStaff>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
  });
  const { id } = await createStaff(role);
  await signIn(context, { staffId: id });
  return context.newPage();
}
