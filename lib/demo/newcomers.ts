import { randomBytes } from "node:crypto";
import { shanghaiTime } from "@/lib/core/clock";
import { documentIdentity } from "@/lib/core/identity-number";
import { UNWRITABLE } from "@/lib/core/person-name";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { registrationNumber } from "@/lib/domain/registration/number";
import { drawLook, portraitFaults } from "./faces";
import { type DemoJourney, drawJourney, mistyped } from "./journeys";
import { between, type DemoPerson, demoPeople, drawStudies, oneOf, weighted } from "./people";
import { tables } from "./pictures";
import type { Setting } from "./setting";

/** Somebody who is to be added, with all that was drawn by lot of him. */
export type Newcomer = ReturnType<typeof newcomer>;

/** Draws people of whom nothing stands in the database yet: neither phone nor document nor 报名号. */
export function newcomers(setting: Setting): (count: number) => Promise<Newcomer[]> {
  const people = demoPeople(randomBytes(16).toString("hex"), shanghaiTime(setting.session.examStartsAt));
  const numbers = new Set<string>();
  return async (count) => {
    const drawn: Newcomer[] = [];
    while (drawn.length < count) {
      const more = Array.from({ length: count - drawn.length }, () => newcomer(people.next().value, setting));
      const standing = await standingKeys(more);
      for (const one of more) {
        if ([one.phoneIndex, one.documentIndex, one.number ?? ""].some((key) => standing.has(key) || numbers.has(key)))
          continue;
        if (one.number) numbers.add(one.number);
        drawn.push(one);
      }
    }
    return drawn;
  };
}

async function standingKeys(drawn: readonly Newcomer[]): Promise<Set<string>> {
  const [phones, documents] = [
    drawn.map(({ phoneIndex }) => phoneIndex),
    drawn.map(({ documentIndex }) => documentIndex),
  ];
  const accounts = await db().account.findMany({
    where: { OR: [{ phoneIndex: { in: phones } }, { documentIndex: { in: documents } }] },
    select: { phoneIndex: true, documentIndex: true },
  });
  const registrations = await db().registration.findMany({
    where: {
      OR: [
        { documentIndex: { in: documents } },
        { registrationNumber: { in: drawn.flatMap(({ number }) => number ?? []) } },
      ],
    },
    select: { documentIndex: true, registrationNumber: true },
  });
  const keys = [
    ...accounts.flatMap((row) => [row.phoneIndex, row.documentIndex]),
    ...registrations.flatMap((row) => [row.documentIndex, row.registrationNumber]),
  ];
  return new Set(keys.filter((key) => key !== null));
}

/** Somebody with his journey and all that is drawn by lot of him. */
function newcomer(person: DemoPerson, { session, now, month, random }: Setting) {
  const journey = drawJourney(random, {
    opensAt: session.registrationOpensAt,
    closesAt: session.registrationClosesAt,
    now,
    twoStageReview: session.twoStageReview,
  });
  const school = weighted(
    random,
    session.schools.map((offered, index) => [offered, 1 / (1 + index)] as const),
  );
  const firstSubmit = journey.steps[0]?.at;
  const studies = drawStudies(random, { ...session, month });
  return {
    person,
    journey,
    studies,
    id: uuidv7(journey.startedAt),
    accountId: uuidv7(journey.startedAt),
    phoneIndex: blindIndex("phone", person.phone),
    documentIndex: blindIndex("document", documentIdentity("RESIDENT_ID", person.document)),
    number: firstSubmit ? registrationNumber(session.numberPrefix, firstSubmit, between(random, 0, 9999)) : null,
    ...drawName(random, person.name, journey),
    firstStudentNumber: journey.returned.includes("studentNumber")
      ? otherEnd(random, studies.studentNumber)
      : studies.studentNumber,
    language: session.languages[0] && random() < 0.93 ? session.languages[0] : oneOf(random, session.languages),
    school,
    teachingPoint: school.teachingPoints.length ? oneOf(random, school.teachingPoints) : null,
    accommodation: random() < 0.012 ? oneOf(random, accommodations) : null,
    look: drawLook(random, person.sex),
    table: oneOf(random, tables),
    fault: !decided(journey) && !journey.returned.length && random() < 0.07 ? oneOf(random, portraitFaults) : undefined,
    borrows: random() < 0.03,
  };
}

/** A number whose last digit is another. */
const otherEnd = (random: () => number, number: string): string =>
  `${number.slice(0, -1)}${(Number(number.at(-1)) + between(random, 1, 9)) % 10}`;

/** As lib/domain/registration/accommodation.ts writes them. */
const accommodations = [
  "#OWN_AIDS\n#AGREED\n左耳听力障碍，申请佩戴助听器参加考试。",
  "#WHEELCHAIR\n#AGREED\n下肢行动不便，申请安排一层考场。",
  "#EXTRA_TIME\n#OWN_AIDS\n#AGREED\n视力障碍，申请使用放大镜并延长考试时间。",
];

const decided = ({ steps }: DemoJourney): boolean =>
  steps.some(({ event }) => event === "approve" || event === "refuse" || event === "preApprove");

/**
 * The name as it was handed in first and as it stands now: somebody may have mistyped it, or could not type a character
 * of it.
 */
function drawName(random: () => number, name: string, journey: DemoJourney): { firstName: string; name: string } {
  if (journey.returned.includes("name")) {
    const wrong = mistyped(random, name);
    return { firstName: wrong, name: journey.status === "RETURNED" ? wrong : name };
  }
  const rare = Array.from(name).findLast(
    (character) => (character.codePointAt(0) ?? 0) > 0x9fff || "䶮㛃龑燚骉翀彧頔".includes(character),
  );
  const unwritable = rare ?? (random() < 0.013 ? Array.from(name).at(-1) : undefined);
  const typed = unwritable && !decided(journey) ? name.replace(unwritable, UNWRITABLE) : name;
  return { firstName: typed, name: typed };
}
