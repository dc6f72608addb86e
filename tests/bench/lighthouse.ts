import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { createSeated, portraitBytes } from "../support/admit-card";
import {
  createAccount,
  createExamSession,
  createLoginSession,
  createRegistration,
  createStaff,
} from "../support/factories";

// Run in the bench's own environment, with the demo's people in the database: prints the pages that Lighthouse reads,
// each with the cookie of the person who opens it.

const QUEUE = 60;

const demo = await db().examSession.findFirstOrThrow({
  where: { publishedAt: { not: null } },
  orderBy: { examStartsAt: "desc" },
});
const { noticeText, tipsText, admitCardNotes, pledgeText, examAddress } = demo;
const now = new Date();
// With two exam sessions under way the home page would ask which one.
await db().examSession.update({ where: { id: demo.id }, data: { publishedAt: null } });
const examSession = await createExamSession({
  noticeText,
  tipsText,
  admitCardNotes,
  pledgeText,
  examAddress,
  seatsFrozenAt: now,
  cardsPublishedAt: now,
  examStartsAt: new Date(demo.examStartsAt.getTime() + 7 * 24 * 60 * 60 * 1000),
  examEndsAt: new Date(demo.examStartsAt.getTime() + 7 * 24 * 60 * 60 * 1000 + 2 * 60 * 60 * 1000),
});
const examSessionId = examSession.id;

async function candidateCookie(accountId: string): Promise<string> {
  const login = await createLoginSession({ accountId });
  return `${cookieName("candidate")}=${await sessionToken("candidate", login.id)}`;
}

/** With pictures in the store: a page that shows one meets it. */
async function candidate(status: RegistrationStatus): Promise<string> {
  const account = await createAccount();
  const registration = await createRegistration({ status, accountId: account.id, examSessionId });
  for (const { id } of await db().storedFile.findMany({ where: { registrationId: registration.id } })) {
    const storageKey = await storeEncryptedFile(await portraitBytes());
    await db().storedFile.update({ where: { id }, data: { storageKey } });
  }
  return candidateCookie(account.id);
}

const seated = await createSeated({ examSessionId });
const draft = await candidate("DRAFT");
const submitted = await candidate("SUBMITTED");
const approved = await candidate("APPROVED");
for (let made = 0; made < QUEUE; made += 1) await createRegistration({ status: "SUBMITTED", examSessionId });
const staff = await createLoginSession({ staffId: (await createStaff()).id });
const desk = `${cookieName("staff")}=${await sessionToken("staff", staff.id)}`;

process.stdout.write(
  JSON.stringify([
    { path: "/" },
    { path: "/login" },
    { path: "/register" },
    { path: "/registration", cookie: submitted },
    { path: "/registration/details", cookie: draft },
    { path: "/registration/payment", cookie: approved },
    { path: "/registration/admit-card", cookie: await candidateCookie(seated.accountId) },
    { path: "/admin", cookie: desk, desktop: true },
    { path: "/admin/reviews", cookie: desk, desktop: true },
  ]),
);
process.exit(0);
