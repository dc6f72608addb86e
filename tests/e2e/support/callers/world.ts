import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import { shortName } from "@/lib/domain/exam-session/short-name";
import type { RegistrationStatus, StaffRole } from "@/lib/adapter/db/enums";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import {
  createAccount,
  createExamSession,
  createLoginSession,
  createRegistration,
  createStaff,
  withSecondFactor,
} from "../../../support/factories";
import { publishingConfirmation, typedForm } from "../../../support/session-form";
import { putPictures } from "../world";
import type { Caller } from "./table";
import { createThings } from "./things";

// Everything that the matrix of callers asks for, and who asks. School A has all candidates but one; the reviewer `in`
// sees A, `out` sees B.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Candidates of school A, by status; the column "owner" is the one that the row names. `elsewhere` is of school B,
 * `other` too.
 */
const people = {
  draft: ["DRAFT", "诸葛草拟"],
  consenting: ["DRAFT", "澹台撤销"],
  submitted: ["SUBMITTED", "司马提交"],
  approvable: ["SUBMITTED", "东方通过"],
  sendable: ["SUBMITTED", "西门退回"],
  refusable: ["SUBMITTED", "南宫拒绝"],
  bulk: ["SUBMITTED", "百里批量"],
  claimed: ["SUBMITTED", "闻人占用"],
  unwritten: ["SUBMITTED", "公孙缺字"],
  withdrawable: ["SUBMITTED", "皇甫撤回"],
  cancellable: ["SUBMITTED", "公冶取消"],
  correctable: ["SUBMITTED", "申屠更正"],
  returned: ["RETURNED", "欧阳退改"],
  approved: ["APPROVED", "上官待缴"],
  waived: ["APPROVED", "令狐免缴"],
  undoable: ["APPROVED", "钟离收回"],
  reopenable: ["APPROVED", "淳于重开"],
  paid: ["PAID", "慕容已缴"],
  secondPaid: ["PAID", "宇文又缴"],
  elsewhere: ["SUBMITTED", "夏侯别处"],
  other: ["APPROVED", "尉迟他人"],
} as const satisfies Record<string, readonly [RegistrationStatus, string]>;

export type PersonName = keyof typeof people;
const inSchoolB: readonly PersonName[] = ["elsewhere", "other"];

type Person = {
  accountId: string;
  registrationId: string;
  registrationNumber: string;
  version: number;
  name: string;
  phone: string;
  document: string;
  inScope: boolean;
};
export type World = Awaited<ReturnType<typeof createWorld>>;

async function createPerson(key: PersonName, examSession: Awaited<ReturnType<typeof createExamSession>>) {
  const [status, name] = people[key];
  const inScope = !inSchoolB.includes(key);
  const account = await createAccount();
  const school = examSession.schools.find(({ position }) => position === (inScope ? 1 : 2));
  const registration = await createRegistration({
    status,
    name,
    accountId: account.id,
    examSessionId: examSession.id,
    schoolId: school?.id ?? null,
    // A character the candidate could not type: the desk may write it.
    ...(key === "unwritten" ? { name: `${name}〓` } : {}),
  });
  const { id: registrationId, version, document, registrationNumber } = registration;
  return {
    accountId: account.id,
    registrationId,
    registrationNumber: registrationNumber ?? "",
    version,
    name,
    phone: account.phone,
    document,
    inScope,
  } satisfies Person;
}

const roleOf: Partial<Record<Caller, StaffRole>> = {
  in: "REVIEWER",
  out: "REVIEWER",
  officer: "EXAM_OFFICER",
  finance: "FINANCE",
  auditor: "AUDITOR",
  admin: "ADMINISTRATOR",
  disabled: "ADMINISTRATOR",
  expired: "ADMINISTRATOR",
  half: "ADMINISTRATOR",
};

async function cookieOf(owner: { accountId: string } | { staffId: string }, over = false): Promise<string> {
  const audience = "accountId" in owner ? "candidate" : "staff";
  const { id } = await createLoginSession(owner);
  if (over) await db().loginSession.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  return `${cookieName(audience)}=${await sessionToken(audience, id)}`;
}

/** Sessions in which nobody registered, one for each thing that may be done with one, and what their forms post. */
async function createSessionForms() {
  const empty = (publishedAt: Date | null, numberPrefix: string) => createExamSession({ publishedAt, numberPrefix });
  const [edited, ready, published, doomed, stopped] = [
    await empty(null, "900001"),
    await empty(null, "900002"),
    await empty(new Date(), "900003"),
    await empty(null, "900004"),
    await empty(new Date(), "900005"),
  ];
  const finished = await createExamSession({ now: new Date(Date.now() - 90 * DAY), numberPrefix: "900006" });
  const seen = ({ id, updatedAt }: typeof edited) => ({ id, seen: String(updatedAt.getTime()) });
  const typed = await typedForm(edited.id);
  return {
    create: { ...typed, id: uuidv7(new Date()), copyOf: "", title: "矩阵新建批次" },
    update: { ...typed, title: "矩阵修改批次" },
    publish: { ...seen(ready), confirmed: await publishingConfirmation(ready.id) },
    newcomers: { ...seen(stopped), act: "close", reason: "矩阵测试" },
    archive: {
      ...seen(finished),
      act: "archive",
      resultsDone: "on",
      confirmation: shortName(finished),
      reason: "矩阵测试",
    },
    unpublish: { ...seen(published), reason: "矩阵测试", confirmation: shortName(published) },
    remove: { ...seen(doomed), confirmation: shortName(doomed) },
  };
}

export async function createWorld() {
  // Later than every other one, so that the desk begins with it.
  const examStartsAt = new Date(Date.now() + 60 * DAY);
  const schools = ["矩阵甲校", "矩阵乙校"].map((name, index) => ({
    name,
    position: index + 1,
    teachingPoints: { create: [{ name: "校本部", position: 1 }] },
  }));
  const examSession = await createExamSession({
    idTypes: ["RESIDENT_ID"],
    examStartsAt,
    examEndsAt: new Date(examStartsAt.getTime() + 2 * HOUR),
    printingClosesAt: examStartsAt,
    seatsFrozenAt: new Date(),
    cardsPublishedAt: new Date(),
    schools: { create: schools },
  });
  // Its seats are still to be given. It stands beside the other one, in which all the callers have registered.
  const spareSession = await createExamSession();
  await createRegistration({ status: "PAID", examSessionId: spareSession.id });
  const drafts = await createSessionForms();
  const who = {} as Record<PersonName, Person>;
  for (const key of Object.keys(people) as PersonName[]) who[key] = await createPerson(key, examSession);

  const staff: Partial<Record<Caller, string>> = {};
  for (const [caller, role] of Object.entries(roleOf) as [Caller, StaffRole][]) {
    const scoped = caller === "in" || caller === "out";
    const school = caller === "in" ? "矩阵甲校" : "矩阵乙校";
    const { id } = await createStaff({
      role,
      name: `职员${caller}`,
      ...(scoped ? { allSchools: false, scopes: { create: [{ school }] } } : {}),
      ...(caller === "disabled" ? { disabledAt: new Date() } : {}),
      ...(caller === "half" ? withSecondFactor(uuidv7(new Date())) : {}),
    } as Parameters<typeof createStaff>[0]);
    staff[caller] = id;
  }
  await Promise.all(
    [who.submitted, who.paid, who.draft, who.other].map(({ registrationId }) => putPictures(registrationId)),
  );
  // What earlier journeys left to the worker waits: what changes below was changed by a call.
  await db().paymentOrder.updateMany({ data: { nextQueryAt: new Date(Date.now() + DAY) } });
  await db().refund.updateMany({ data: { attempts: 30, nextTryAt: new Date(Date.now() + DAY / 16) } });
  const things = await createThings(examSession.id, spareSession.id, who, {
    administrator: staff.admin ?? "",
    reviewer: staff.in ?? "",
  });

  const cookies: Partial<Record<Caller, string>> = {};
  for (const [caller, staffId] of Object.entries(staff) as [Caller, string][])
    cookies[caller] = await cookieOf({ staffId }, caller === "expired");
  const candidateCookies = {} as Record<PersonName, string>;
  for (const key of Object.keys(people) as PersonName[])
    candidateCookies[key] = await cookieOf({ accountId: who[key].accountId });
  // An expired one holds both cookies, and so does the page of a foreign origin: the best it could hope for.
  const expiredCandidate = await cookieOf({ accountId: who.paid.accountId }, true);
  const cookieFor = (caller: Caller, owner: PersonName): string => {
    if (caller === "anonymous") return "";
    if (caller === "owner") return candidateCookies[owner];
    if (caller === "other") return candidateCookies.other;
    if (caller === "expired") return `${cookies.expired}; ${expiredCandidate}`;
    if (caller === "foreign") return `${cookies.admin}; ${candidateCookies[owner]}`;
    return cookies[caller] ?? "";
  };
  return { examSession, spareSession, drafts, who, staff, things, cookieFor };
}

/**
 * Whose names, numbers and phones this caller must not read in any answer to a request that only reads. `reveals`: the
 * answer may contain the owner's document number.
 */
export function secretsFrom({ who }: World, caller: Caller, owner: PersonName, reveals: boolean): string[] {
  return (Object.keys(who) as PersonName[]).flatMap((key) => {
    const { name, phone, document, inScope } = who[key];
    const own = (caller === "owner" && key === owner) || (caller === "other" && key === "other");
    if (own) return [];
    const seesName =
      caller === "in"
        ? inScope
        : caller === "out"
          ? !inScope
          : ["officer", "finance", "auditor", "admin"].includes(caller);
    // Lists and pages mask numbers and phones for everybody on the staff; the page of one review alone shows a number.
    return [phone, ...(reveals && key === owner ? [] : [document]), ...(seesName ? [] : [name])];
  });
}
