import { randomBytes } from "node:crypto";
import { shanghaiTime } from "@/lib/core/clock";
import { seededRandom } from "@/lib/core/seeded-random";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { db } from "@/lib/adapter/db/client";
import { cannedReasons } from "@/lib/domain/review/queries/canned-reasons";
import { demoPassword } from "./staff";

/**
 * The data that all added candidates share: the exam session, the reviewers, the canned reasons, one password hash and
 * the random numbers.
 */
export type Setting = Awaited<ReturnType<typeof settingOf>>;

/** Loads that data. Throws when there is no reviewer or exam officer. */
export async function settingOf(examSessionId: string, now: Date) {
  await addSchools(examSessionId);
  const session = await db().examSession.findUniqueOrThrow({
    where: { id: examSessionId },
    include: {
      languages: { orderBy: { position: "asc" } },
      schools: { orderBy: { position: "asc" }, include: { teachingPoints: { orderBy: { position: "asc" } } } },
    },
  });
  const staff = await db().staff.findMany({
    where: {
      disabledAt: null,
      OR: [{ roles: { has: "REVIEWER" }, allSchools: true }, { roles: { has: "EXAM_OFFICER" } }],
    },
    select: { id: true, roles: true },
  });
  const officers = staff.filter(({ roles }) => roles.includes("EXAM_OFFICER"));
  const reviewers = staff.filter(({ roles }) => roles.includes("REVIEWER"));
  if (!officers.length || !reviewers.length)
    throw new Error("nobody is there who could have reviewed: a reviewer and an exam officer are needed");
  const { year, month } = shanghaiTime(now);
  return {
    session,
    now,
    officers,
    reviewers,
    reasons: await cannedReasons(),
    passwordHash: await hashPassword(demoPassword),
    month: `${year}-${String(month).padStart(2, "0")}`,
    random: seededRandom(randomBytes(16).toString("hex")),
  };
}

const partners = [
  ["江夏职业技术学院（演示）", ["校本部", "咸宁教学点"]],
  ["荆楚工商职业学院（演示）", ["校本部", "荆州教学点", "宜昌教学点"]],
  ["鄂东职工大学（演示）", ["黄石教学点", "黄冈教学点"]],
] as const;

/** An exam session with one school gets three more, so that lists and filters have something to show. */
async function addSchools(examSessionId: string): Promise<void> {
  if ((await db().school.count({ where: { examSessionId } })) !== 1) return;
  for (const [index, [name, points]] of partners.entries()) {
    const teachingPoints = { create: points.map((point, place) => ({ name: point, position: place + 1 })) };
    await db().school.create({ data: { examSessionId, name, position: index + 2, teachingPoints } });
  }
}
