import { readFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserContext } from "playwright/test";
import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/db/client";
import { createExamSession, createLoginSession } from "../../support/factories";

// The journeys run against the application's own database, whose address tests/run.mjs hands on.

const DAY = 24 * 60 * 60 * 1000;

/**
 * A published exam session of the journey's own, with the demo's texts: candidates meet the session whose exam is latest, so every call
 * puts the earlier ones behind it.
 */
export async function openSession(overrides: Parameters<typeof createExamSession>[0] = {}) {
  const { noticeText, tipsText, admitCardNotes, pledgeText, examAddress } = await db().examSession.findFirstOrThrow({
    where: { id: "019a0000-0000-7000-8000-000000000001" },
  });
  const latest = await db().examSession.aggregate({ _max: { examStartsAt: true } });
  const examStartsAt = new Date((latest._max.examStartsAt?.getTime() ?? Date.now()) + 7 * DAY);
  return createExamSession({
    noticeText,
    tipsText,
    admitCardNotes,
    pledgeText,
    examAddress,
    idTypes: ["RESIDENT_ID"],
    examStartsAt,
    examEndsAt: new Date(examStartsAt.getTime() + DAY / 12),
    printingClosesAt: examStartsAt,
    ...overrides,
  });
}

/** Signs a browser in without typing: only one journey types a password. */
export async function signIn(context: BrowserContext, owner: { accountId: string } | { staffId: string }): Promise<void> {
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
  const lines = (await readFile(path.join(process.env["DATA_DIR"] ?? "", "sms-outbox.jsonl"), "utf8")).trim().split("\n");
  const sent = lines.map((line) => JSON.parse(line) as { phone: string; code: string }).findLast((message) => message.phone === phone);
  if (!sent) throw new Error("no message was sent to this phone");
  return sent.code;
}
