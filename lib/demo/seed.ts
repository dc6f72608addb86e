import { fromShanghai, shanghaiMidnight, shanghaiTime } from "@/lib/core/clock";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { db } from "@/lib/adapter/db/client";
import { IdType } from "@/lib/adapter/db/enums";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import {
  defaultAdmitCardNotes,
  defaultNotice,
  defaultPledge,
  defaultQuestions,
  defaultTips,
} from "@/lib/domain/exam-session/default-texts";
import { isOpen, type SessionWindows, windowFor } from "@/lib/domain/exam-session/windows";
import { demoPassword, demoStaff } from "./staff";

/** The fixed id of the demo's exam session: two starts at once cannot create two of it. */
export const demoSessionId = "019a0000-0000-7000-8000-000000000001";

/**
 * Creates the demo's exam session and staff if they are missing, and moves the windows around `now` when they are
 * stale. Changes nothing else. Idempotent; for demo mode only.
 */
export async function seedDemo({ now }: { now: Date }): Promise<void> {
  await seedSession(now);
  await seedStaff();
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Windows around `now`: the whole journey, from registration to printing, can be walked today. The exam is on a Sunday
 * about two weeks ahead.
 */
export function demoWindows(now: Date): SessionWindows & { examStartsAt: Date; examEndsAt: Date } {
  const { year, month, day, weekday } = shanghaiTime(now);
  const at = (plusDays: number, hour = 0) => fromShanghai(year, month, day + plusDays, hour);
  const earliest = 11;
  const examDay = earliest + ((7 - ((weekday + earliest) % 7)) % 7);
  return {
    registrationOpensAt: at(-2),
    registrationClosesAt: at(7, 17),
    reviewOpensAt: at(-2),
    reviewClosesAt: at(8, 17),
    paymentOpensAt: at(-2),
    paymentClosesAt: at(9, 20),
    printingOpensAt: at(-1),
    printingClosesAt: at(examDay, 9),
    examStartsAt: at(examDay, 9),
    examEndsAt: at(examDay, 11),
  };
}

/** The windows are stale when a step is closed now or will be closed in a day. */
export function isStale(windows: SessionWindows, now: Date): boolean {
  const tomorrow = new Date(now.getTime() + DAY_MS);
  return (["REGISTRATION", "REVIEW", "PAYMENT", "PRINTING"] as const).some((step) => {
    const window = windowFor(windows, [], step);
    return !isOpen(window, now) || !isOpen(window, tomorrow);
  });
}

async function seedSession(now: Date): Promise<void> {
  const standing = await db().examSession.findUnique({ where: { id: demoSessionId } });
  if (standing) {
    if (!isStale(standing, now)) return;
    // Cards with the old exam date are void. A new version has them drawn again.
    const cardVersion = standing.cardsPublishedAt ? { cardVersion: { increment: 1 } } : {};
    await db().examSession.update({ where: { id: demoSessionId }, data: { ...demoWindows(now), ...cardVersion } });
    return;
  }

  const { year, month } = shanghaiTime(now);
  const autumn = month > 6;
  const graduation = autumn ? { year, month: 6 } : { year: year - 1, month: 12 };
  await db().examSession.create({
    data: {
      id: demoSessionId,
      title: `${year}年${autumn ? "秋季" : "春季"}武汉轻工大学高等学历继续教育学士学位外语考试`,
      schoolName: "武汉轻工大学",
      schoolNameEn: "Wuhan Polytechnic University",
      year,
      season: autumn ? "AUTUMN" : "SPRING",
      numberPrefix: "277365",
      ...demoWindows(now),
      examAddress: "武汉轻工大学金银湖校区（武汉市东西湖区环湖中路36号）",
      feeFen: 5000,
      categories: ["SELF_STUDY_ENROLLED", "ADULT_ENROLLED", "SELF_STUDY_GRADUATING", "ADULT_GRADUATING"],
      idTypes: Object.values(IdType),
      levels: ["专升本", "高起本"],
      graduationMonth: `${graduation.year}-${String(graduation.month).padStart(2, "0")}`,
      noticeText: defaultNotice(graduation),
      tipsText: defaultTips,
      faqText: defaultQuestions,
      admitCardNotes: [...defaultAdmitCardNotes],
      pledgeText: defaultPledge,
      admitNumberTemplate: "{school:5}{yy}{half}{language:1}{room:3}{seat:2}",
      schoolCode: "10496",
      contactPhone: "027-00000000（演示）",
      contactHours: "工作日 8:30–11:30，14:30–17:00",
      contactAddress:
        "武汉市东西湖区环湖中路36号武汉轻工大学金银湖校区继续教育学院（演示）。地铁2号线常青城站换乘公交至环湖中路站，步行约5分钟。",
      publishedAt: shanghaiMidnight(now, -3),
      schools: {
        create: [
          {
            name: "武汉轻工大学",
            position: 1,
            teachingPoints: {
              create: [
                { name: "校本部", position: 1 },
                { name: "襄阳函授站", position: 2 },
              ],
            },
          },
        ],
      },
      languages: {
        create: ["英语", "日语", "俄语", "法语", "德语"].map((name, index) => ({
          name,
          code: String(index + 1),
          position: index + 1,
        })),
      },
    },
  });
}

async function seedStaff(): Promise<void> {
  const indexed = demoStaff.map((member) => ({ ...member, phoneIndex: blindIndex("phone", member.phone) }));
  const standing = await db().staff.findMany({
    where: { phoneIndex: { in: indexed.map(({ phoneIndex }) => phoneIndex) } },
    select: { phoneIndex: true },
  });
  const missing = indexed.filter(({ phoneIndex }) => !standing.some((row) => row.phoneIndex === phoneIndex));
  for (const { phone, phoneIndex, name, roles, scope } of missing) {
    const id = uuidv7(new Date());
    await db().staff.create({
      data: {
        id,
        name,
        roles: [...roles],
        allSchools: scope === null,
        ...(scope ? { scopes: { create: { school: scope.school, teachingPoint: scope.teachingPoint } } } : {}),
        phoneEncrypted: encryptColumn("staff.phone_encrypted", id, phone),
        phoneIndex,
        passwordHash: await hashPassword(demoPassword),
        passwordSetAt: new Date(),
      },
    });
  }
}
