import { randomInt, randomUUID } from "node:crypto";
import { shanghaiTime } from "@/lib/core/clock";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { documentIdentity } from "@/lib/core/identity-number";
import { newTotpSecret } from "@/lib/adapter/crypto/totp";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { phoneColumns } from "@/lib/domain/account/commands/phone-columns";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import type { AccommodationState, DecisionKind, RegistrationStatus, StaffRole } from "@/lib/adapter/db/enums";
import { uploadItems } from "@/lib/domain/registration/items";
import { type RegistrationEvent, transitions } from "@/lib/domain/registration/status";

// One valid row set each, with overrides. Every call makes somebody new: phones and documents are counted up.

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** The password of every account and staff member made here. */
export const testPassword = "correct-horse-battery";

// Begins anywhere: the journeys of several browsers make their people in one database.
let count = randomInt(90_000_000);
const next = () => (count += 1);
let hash: Promise<string> | undefined;
const passwordHash = () => (hash ??= hashPassword(testPassword));

/** A mobile number nobody else in this process has. */
export const newPhone = (): string => `138${String(next()).padStart(8, "0")}`;

/** A valid 居民身份证 number nobody else in this process has: born 1995-01-01, male unless told otherwise. */
export function newDocument(sex: "MALE" | "FEMALE" = "MALE", birth = "19950101"): string {
  const serial = next();
  const area = String(420100 + Math.floor(serial / 400));
  const body = `${area}${birth}${String((serial % 400) * 2 + (sex === "MALE" ? 1 : 0)).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${"10X98765432"[sum % 11] ?? ""}`;
}

/**
 * A published exam session, by default with every window but the exam's open around `now` (the real clock unless
 * given), one school with a teaching point, and the five languages.
 */
export function createExamSession({
  now = new Date(),
  ...overrides
}: { now?: Date } & Partial<Prisma.ExamSessionUncheckedCreateInput> = {}) {
  const at = (days: number) => new Date(now.getTime() + days * DAY);
  const { year } = shanghaiTime(now);
  return db().examSession.create({
    data: {
      title: `${year}年秋季武汉轻工大学高等学历继续教育学士学位外语考试`,
      schoolName: "武汉轻工大学",
      schoolNameEn: "Wuhan Polytechnic University",
      year,
      season: "AUTUMN",
      numberPrefix: "277365",
      registrationOpensAt: at(-2),
      registrationClosesAt: at(2),
      reviewOpensAt: at(-2),
      reviewClosesAt: at(3),
      paymentOpensAt: at(-1),
      paymentClosesAt: at(4),
      printingOpensAt: at(-1),
      printingClosesAt: at(10),
      examStartsAt: at(10),
      examEndsAt: new Date(at(10).getTime() + 2 * HOUR),
      examAddress: "武汉轻工大学金银湖校区",
      feeFen: 5000,
      categories: ["SELF_STUDY_ENROLLED", "ADULT_ENROLLED", "SELF_STUDY_GRADUATING", "ADULT_GRADUATING"],
      idTypes: [
        "RESIDENT_ID",
        "HK_MACAO_TAIWAN_RESIDENCE",
        "HK_MACAO_PERMIT",
        "TAIWAN_PERMIT",
        "FOREIGN_RESIDENT_ID",
        "PASSPORT",
      ],
      levels: ["专升本", "高起本"],
      graduationMonth: `${year}-06`,
      noticeText: "## 报名对象\n\n1. 在籍学生。",
      tipsText: "1. 支持手机端和电脑端。",
      admitCardNotes: Array.from({ length: 8 }, (_, index) => `考生须知第${index + 1}条。`),
      pledgeText: "本人承诺诚信应考。",
      admitNumberTemplate: "{school:5}{yy}{half}{language:1}{room:3}{seat:2}",
      schoolCode: "10496",
      contactPhone: "027-00000000",
      contactHours: "工作日 8:30–17:00",
      publishedAt: at(-3),
      schools: {
        create: [{ name: "武汉轻工大学", position: 1, teachingPoints: { create: [{ name: "校本部", position: 1 }] } }],
      },
      languages: {
        create: ["英语", "日语", "俄语", "法语", "德语"].map((name, index) => ({
          name,
          code: String(index + 1),
          position: index + 1,
        })),
      },
      ...overrides,
    },
    include: { schools: { include: { teachingPoints: true } }, languages: { orderBy: { position: "asc" } } },
  });
}

/** A candidate's account; `phone` in plain beside the row, the password is testPassword. */
export async function createAccount({
  phone = newPhone(),
  id = uuidv7(new Date()),
  ...overrides
}: { phone?: string; id?: string } & Partial<Prisma.AccountUncheckedCreateInput> = {}) {
  const row = await db().account.create({
    data: {
      id,
      ...phoneColumns(id, phone),
      passwordHash: await passwordHash(),
      consentVersion: 1,
      consentedAt: new Date(),
      ...overrides,
    },
  });
  return { ...row, phone };
}

/** A staff member of one role, or of several; `phone` in plain beside the row, the password is testPassword. */
export async function createStaff({
  role = "ADMINISTRATOR",
  roles = [role],
  phone = newPhone(),
  id = uuidv7(new Date()),
  ...overrides
}: {
  role?: StaffRole;
  roles?: StaffRole[];
  phone?: string;
  id?: string;
} & Partial<Prisma.StaffUncheckedCreateInput> = {}) {
  const row = await db().staff.create({
    data: {
      id,
      name: "测试人员",
      roles,
      allSchools: true,
      phoneEncrypted: encryptColumn("staff.phone_encrypted", id, phone),
      phoneIndex: blindIndex("phone", phone),
      passwordHash: await passwordHash(),
      ...overrides,
    },
  });
  return { ...row, phone };
}

/** For createStaff: a member who has a second factor. */
export const withSecondFactor = (id: string, secret = newTotpSecret()) => ({
  id,
  totpSecretEncrypted: encryptColumn("staff.totp_secret_encrypted", id, secret),
  totpSince: new Date(),
});

/**
 * A sign-in of an account or staff member, good for a day; its id goes into the cookie (lib/auth/token.ts
 * sessionToken).
 */
export const createLoginSession = (owner: { accountId: string } | { staffId: string }) =>
  db().loginSession.create({ data: { ...owner, lastSeenAt: new Date(), expiresAt: new Date(Date.now() + DAY) } });

/** The events that lead to a status, in order. */
const path: Record<RegistrationStatus, RegistrationEvent[]> = {
  DRAFT: [],
  SUBMITTED: ["submit"],
  RETURNED: ["submit", "sendBack"],
  REFUSED: ["submit", "refuse"],
  PRE_APPROVED: ["submit", "preApprove"],
  APPROVED: ["submit", "approve"],
  PAID: ["submit", "approve", "confirmPayment"],
  CANCELLED: ["submit", "approve", "confirmPayment", "cancel"],
};

/** A row of a file as the upload writes it. Nothing lies in the object store under its key. */
export const createFile = (
  registration: { id: string; accountId: string },
  overrides: Partial<Prisma.StoredFileUncheckedCreateInput> = {},
) =>
  db().storedFile.create({
    data: {
      accountId: registration.accountId,
      registrationId: registration.id,
      kind: "ID_FRONT",
      storageKey: randomUUID(),
      contentType: "image/jpeg",
      size: 100_000,
      width: 480,
      height: 640,
      contentIndex: randomUUID(),
      findings: [],
      ...overrides,
    },
  });

/**
 * A registration with everything its status presumes: notice confirmed, details, the four uploads, number, events, and
 * the decision behind a return or refusal. A DRAFT is complete too, ready to submit, unless `bare`: then only the
 * notice is confirmed. Makes session and account unless their ids are given. `document` (in plain beside the row) can
 * be set to collide on purpose.
 */
export async function createRegistration({
  status = "DRAFT",
  bare = false,
  now = new Date(),
  document = newDocument(),
  accommodation,
  accommodationState = "ASKED",
  id = uuidv7(now),
  examSessionId,
  accountId,
  ...overrides
}: {
  status?: RegistrationStatus;
  bare?: boolean;
  now?: Date;
  document?: string;
  /** In plain, as lib/domain/registration/accommodation.ts writes it. */
  accommodation?: string;
  /** What became of it, once the registration was handed in. */
  accommodationState?: AccommodationState;
  id?: string;
  examSessionId?: string;
  accountId?: string;
} & Partial<Omit<Prisma.RegistrationUncheckedCreateInput, "status">> = {}) {
  const examSession = examSessionId
    ? await db().examSession.findUniqueOrThrow({
        where: { id: examSessionId },
        include: { schools: true, languages: { orderBy: { position: "asc" } } },
      })
    : await createExamSession({ now });
  const owner = accountId ?? (await createAccount()).id;
  const events = path[status];

  const details = {
    detailsSavedAt: now,
    category: "ADULT_ENROLLED",
    name: "张三",
    sex: "MALE",
    idType: "RESIDENT_ID",
    documentEncrypted: encryptColumn("registration.document_encrypted", id, document),
    documentIndex: blindIndex("document", documentIdentity("RESIDENT_ID", document)),
    documentMasked: `${document.slice(0, 4)}${"*".repeat(10)}${document.slice(-4)}`,
    birthDateEncrypted: encryptColumn("registration.birth_date_encrypted", id, "1995-01-01"),
    level: "专升本",
    languageId: examSession.languages[0]?.id ?? null,
    schoolId: examSession.schools[0]?.id ?? null,
    studentNumber: `20230${next()}`,
    faceConsentAt: now,
  } as const;
  const submitted = {
    registrationNumber: `${examSession.numberPrefix}2023100712${String(next()).padStart(8, "0")}`,
    submittedAt: now,
  };

  const row = await db().registration.create({
    data: {
      id,
      accountId: owner,
      examSessionId: examSession.id,
      status,
      version: 1 + events.length,
      noticeVersion: examSession.textsVersion,
      noticeConfirmedAt: now,
      ...(bare ? {} : details),
      ...(accommodation && {
        accommodationEncrypted: encryptColumn("registration.accommodation_encrypted", id, accommodation),
      }),
      ...(events.length ? { ...submitted, submissions: 1 } : {}),
      ...(events.length > 1 ? { decidedAt: now } : {}),
      ...(events.includes("confirmPayment") ? { paidAt: now } : {}),
      ...(status === "RETURNED" ? { reopenedItems: ["name"] } : {}),
      ...overrides,
    },
  });
  if (!bare) await Promise.all(uploadItems.map((kind) => createFile(row, { kind })));
  if (accommodation && status !== "DRAFT")
    await db().accommodation.create({ data: { registrationId: row.id, state: accommodationState, askedAt: now } });
  await writeHistory(row.id, events, now, row.reopenedItems);
  return { ...row, document };
}

async function writeHistory(
  registrationId: string,
  events: readonly RegistrationEvent[],
  now: Date,
  returned: readonly string[],
) {
  let fromStatus: RegistrationStatus = "DRAFT";
  for (const [index, event] of events.entries()) {
    const toStatus: RegistrationStatus = transitions[event].to;
    await db().registrationEvent.create({
      data: { registrationId, event, fromStatus, toStatus, version: index + 2, actorKind: "SYSTEM", at: now },
    });
    fromStatus = toStatus;
    if (event === "approve") await createDecision(registrationId, "APPROVE", now, []);
    if (event === "refuse") await createDecision(registrationId, "REFUSE", now, []);
    if (event === "sendBack") await createDecision(registrationId, "SEND_BACK", now, returned);
  }
}

async function createDecision(registrationId: string, kind: DecisionKind, now: Date, returned: readonly string[]) {
  const staff = await createStaff({ role: "REVIEWER" });
  await db().reviewDecision.create({
    data: {
      registrationId,
      staffId: staff.id,
      kind,
      registrationVersion: 2,
      decidedAt: now,
      reason: kind === "REFUSE" ? "不符合报名条件。" : null,
      ...(kind === "SEND_BACK"
        ? { items: { create: returned.map((item) => ({ item, reason: "与证明材料不一致。" })) } }
        : {}),
    },
  });
}
