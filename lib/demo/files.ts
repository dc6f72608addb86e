import { shanghaiTime } from "@/lib/core/clock";
import type { Prisma } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { hashDistance } from "@/lib/adapter/image/perceptual-hash";
import { contentIndexOf } from "@/lib/domain/registration/commands/store-pages";
import { type UploadItem, uploadItems } from "@/lib/domain/registration/items";
import { storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import type { Look } from "./faces";
import type { Newcomer } from "./newcomers";
import { between } from "./people";
import { keptIdBack, keptIdFront, keptPortrait, keptTranscript } from "./pictures";

/** A row of a file that lies in the store. */
export type FileRow = Prisma.StoredFileCreateManyInput & {
  id: string;
  kind: UploadItem;
  perceptualHash: string;
  findings: string[];
};

/**
 * Draws the uploads of a demo candidate and stores them: the current ones, and the earlier ones that he had to replace.
 */
async function drawFiles(
  one: Newcomer,
  portrait: { look: Look; quality: number },
  random: () => number,
): Promise<FileRow[]> {
  const { journey } = one;
  if (journey.filled === "notice") return [];
  const kinds = uploadItems.filter((kind) => journey.filled === "all" || kind !== "PORTRAIT");
  const resubmittedAt = journey.steps.filter(({ event }) => event === "submit")[1]?.at;
  const rows: FileRow[] = [];
  for (const kind of kinds) {
    const flawed = journey.returned.includes(kind);
    if (flawed && resubmittedAt)
      rows.push(await drawFile(one, kind, { flawed: true, portrait, removedAt: resubmittedAt }, random));
    rows.push(
      await drawFile(
        one,
        kind,
        { flawed: flawed && !resubmittedAt, portrait, ...(flawed && resubmittedAt ? { at: resubmittedAt } : {}) },
        random,
      ),
    );
  }
  return rows;
}

async function drawFile(
  one: Newcomer,
  kind: UploadItem,
  {
    flawed,
    portrait,
    at = one.journey.startedAt,
    removedAt = null,
  }: { flawed: boolean; portrait: { look: Look; quality: number }; at?: Date; removedAt?: Date | null },
  random: () => number,
): Promise<FileRow> {
  const fault = kind === "PORTRAIT" ? (flawed ? "portrait_dark" : one.fault) : undefined;
  const picture = await {
    ID_FRONT: () => keptIdFront(one.person, one.look, { table: one.table, blurred: flawed }),
    ID_BACK: () =>
      keptIdBack({ issuer: one.person.issuer, ...validity(one, random) }, { table: one.table, blurred: flawed }),
    PROOF: () => keptTranscript(transcriptOf(one, random), { blurred: flawed }),
    PORTRAIT: () => keptPortrait(portrait.look, { fault, quality: portrait.quality }),
  }[kind]();
  const createdAt = new Date(at.getTime() - (removedAt ? 0 : 1000));
  return {
    id: uuidv7(createdAt),
    accountId: one.accountId,
    registrationId: one.id,
    kind,
    storageKey: await storeEncryptedFile(picture.bytes),
    contentType: "image/jpeg",
    size: picture.bytes.byteLength,
    width: picture.width,
    height: picture.height,
    pages: 1,
    contentIndex: contentIndexOf([picture]),
    perceptualHash: picture.perceptualHash,
    findings: fault ? [fault] : [],
    createdAt,
    removedAt,
  };
}

/** A card holds ten years, or twenty for whoever is over 25 when it is given; these hold now. */
function validity(
  { person: { birthDate }, journey: { startedAt } }: Newcomer,
  random: () => number,
): { from: string; to: string } {
  const year =
    shanghaiTime(startedAt).year - between(random, 1, Math.min(8, shanghaiTime(startedAt).year - birthDate.year - 16));
  const day = `${String(between(random, 1, 12)).padStart(2, "0")}.${String(between(random, 1, 28)).padStart(2, "0")}`;
  return { from: `${year}.${day}`, to: `${year + (year - birthDate.year <= 25 ? 10 : 20)}.${day}` };
}

const transcriptOf = ({ person, studies, school, journey }: Newcomer, random: () => number) => {
  const { year, month, day } = shanghaiTime(
    new Date(journey.startedAt.getTime() - between(random, 5, 60) * 24 * 60 * 60 * 1000),
  );
  return {
    name: person.name,
    studentNumber: studies.studentNumber,
    school: school.name.replace("（演示）", ""),
    score: between(random, 60, 94),
    on: `${year}年${month}月${day}日`,
  };
};

/** So many people are drawn at once: the library works on threads of its own. */
const LANES = 6;

/** The files of all, by registration. */
export async function drawAll(people: readonly Newcomer[], random: () => number): Promise<Map<string, FileRow[]>> {
  const files = new Map<string, FileRow[]>();
  const waiting = people.entries();
  const lane = async () => {
    for (const [index, one] of waiting) {
      const lender = lenderOf(people, index);
      const portrait = lender
        ? { look: lender.look, quality: random() < 0.5 ? 85 : 60 }
        : { look: one.look, quality: 85 };
      files.set(one.id, await drawFiles(one, portrait, random));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return files;
}

/** The portrait that a candidate submitted as his own: it is the previous candidate's. */
function lenderOf(people: readonly Newcomer[], index: number): Newcomer | null {
  const [one, before] = [people[index], people[index - 1]];
  const whole = (other: Newcomer) =>
    other.journey.status === "SUBMITTED" && !other.fault && !other.journey.returned.length;
  return one?.borrows && before && !before.borrows && whole(one) && whole(before) ? before : null;
}

/** The pair that shows one portrait, in both directions. */
export function matchesOf(
  people: readonly Newcomer[],
  files: ReadonlyMap<string, FileRow[]>,
  now: Date,
): Prisma.FileMatchCreateManyInput[] {
  return people.flatMap((one, index) => {
    const lender = lenderOf(people, index);
    const [own, other] = [one, lender].map((who) => who && files.get(who.id)?.find(({ kind }) => kind === "PORTRAIT"));
    if (!own || !other) return [];
    const seen = {
      distance: hashDistance(own.perceptualHash, other.perceptualHash),
      exact: own.contentIndex === other.contentIndex,
      createdAt: now,
    };
    return [
      { fileId: own.id, otherFileId: other.id, ...seen },
      { fileId: other.id, otherFileId: own.id, ...seen },
    ];
  });
}
