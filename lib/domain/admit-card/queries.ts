import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { createHash, timingSafeEqual } from "node:crypto";
import { ok, refuse, type Result } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { examTimeColumns, examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { windowColumns } from "@/lib/domain/exam-session/windows";
import { missingGlyphs } from "@/lib/adapter/pdf/renderer";
import { type CardFacts, cardText, type CardText } from "./card-text";
import { type CardCode, parseCardCode, SIGNATURE_LENGTH, signedPart, writeCardCode } from "./card-code";
import { hasCard, printRefusal, type PrintRefusal } from "./print-refusal";

const cardSelect = {
  id: true,
  accountId: true,
  status: true,
  registrationNumber: true,
  name: true,
  sex: true,
  idType: true,
  documentEncrypted: true,
  documentMasked: true,
  category: true,
  overrides: { select: { step: true, until: true } },
  languageId: true,
  language: { select: { name: true } },
  seat: {
    select: {
      number: true,
      admitCardNumber: true,
      cardRevision: true,
      room: { select: { number: true, place: true } },
    },
  },
  files: { where: { kind: "PORTRAIT", removedAt: null }, select: { id: true, storageKey: true } },
  examSession: {
    select: {
      id: true,
      year: true,
      schoolName: true,
      ...windowColumns,
      ...examTimeColumns,
      examAddress: true,
      admitCardNotes: true,
      pledgeText: true,
      contactPhone: true,
      contactHours: true,
      brandColour: true,
      emblemHash: true,
      cardsPublishedAt: true,
      cardVersion: true,
    },
  },
} as const satisfies Prisma.RegistrationSelect;

type CardRow = Prisma.RegistrationGetPayload<{ select: typeof cardSelect }>;

/** A card with its words and everything that drawing and storing it needs. */
export type Card = {
  registrationId: string;
  accountId: string;
  examSessionId: string;
  version: number;
  text: CardText;
  /** The text of the signed QR code. */
  code: string;
  /** The school's colour and the hash of its emblem. */
  face: { brandColour: string; emblemHash: string | null };
  documentMasked: string;
  portrait: { id: string; storageKey: string };
};

/** Who asks for a card: the candidate, for his own card inside his print window, or staff. */
export type Asker = { kind: "candidate"; accountId: string } | { kind: "staff" };

/** The card of a registration. For a candidate who does not own it: not_found. */
export async function printableCard({
  registrationId,
  asker,
  now,
}: {
  registrationId: string;
  asker: Asker;
  now: Date;
}): Promise<Result<Card, "not_found" | PrintRefusal>> {
  const row = await db().registration.findFirst({
    where: { id: registrationId, ...(asker.kind === "candidate" ? { accountId: asker.accountId } : {}) },
    select: cardSelect,
  });
  if (!row) return refuse("not_found");
  const refusal = printRefusal(row, asker.kind, now);
  return refusal ? refuse(refusal) : ok(toCard(row));
}

/** The candidate's seat and time, once cards are published; null before that. The print window does not matter. */
export async function ownSeat({
  registrationId,
  accountId,
}: {
  registrationId: string;
  accountId: string;
}): Promise<CardText | null> {
  const row = await db().registration.findFirst({ where: { id: registrationId, accountId }, select: cardSelect });
  return row && hasCard(row) ? toCard(row).text : null;
}

function toCard(row: CardRow): Card {
  const {
    examSession,
    seat,
    language,
    languageId,
    category,
    name,
    sex,
    idType,
    documentEncrypted,
    documentMasked,
    registrationNumber,
  } = row;
  const [portrait] = row.files;
  // A paid registration was approved, and approval requires all of these values.
  if (
    !seat ||
    !language ||
    !category ||
    !name ||
    !sex ||
    !idType ||
    !documentEncrypted ||
    !registrationNumber ||
    !portrait
  )
    throw new Error(`registration ${row.id} has a seat but lacks details`);
  const exam = examTimeOf(examSession, languageId);
  const facts: CardFacts = { examSession, exam, seat, language, category, name, sex, idType, registrationNumber };
  const version = examSession.cardVersion + seat.cardRevision;
  return {
    registrationId: row.id,
    accountId: row.accountId,
    examSessionId: examSession.id,
    version,
    text: cardText(facts, decryptColumn("registration.document_encrypted", row.id, documentEncrypted)),
    code: cardCode(examSession.id, { cardNumber: seat.admitCardNumber, version }),
    face: { brandColour: examSession.brandColour, emblemHash: examSession.emblemHash },
    documentMasked: documentMasked ?? "",
    portrait,
  };
}

const signature = (examSessionId: string, card: CardCode) =>
  blindIndex("card", signedPart(examSessionId, card)).slice(0, SIGNATURE_LENGTH);

const cardCode = (examSessionId: string, card: CardCode) => writeCardCode(card, signature(examSessionId, card));

/**
 * Finds the card of a scanned code; null when the code is forged or of another exam session. The caller must check that
 * the version is the newest.
 */
export function readCardCode(examSessionId: string, scanned: string): CardCode | null {
  const parsed = parseCardCode(scanned);
  if (!parsed) return null;
  const card = { cardNumber: parsed.cardNumber, version: parsed.version };
  return timingSafeEqual(Buffer.from(parsed.signature), Buffer.from(signature(examSessionId, card))) ? card : null;
}

/** The stored files of a card's current version; null when none was drawn yet. The picture may be missing. */
export async function renderedCard({
  registrationId,
  version,
}: {
  registrationId: string;
  version: number;
}): Promise<{ storageKey: string; pictureKey: string | null } | null> {
  const row = await db().admitCard.findUnique({
    where: { registrationId_version: { registrationId, version } },
    select: { file: { select: { storageKey: true } }, picture: { select: { storageKey: true } } },
  });
  return row && { storageKey: row.file.storageKey, pictureKey: row.picture?.storageKey ?? null };
}

/** The hash under which a card link's token is stored. The token is random, so the hash needs no key. */
export const cardLinkHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/**
 * The card that a link opens: the link was not used, has not expired, and its owner may still print the card. null
 * otherwise. It does not use the link.
 */
export async function linkedCard({ token, now }: { token: string; now: Date }): Promise<Card | null> {
  const link = await db().cardLink.findFirst({
    where: { tokenHash: cardLinkHash(token), usedAt: null, expiresAt: { gt: now } },
    select: { registrationId: true, registration: { select: { accountId: true } } },
  });
  if (!link) return null;
  const asker: Asker = { kind: "candidate", accountId: link.registration.accountId };
  const card = await printableCard({ registrationId: link.registrationId, asker, now });
  return card.ok ? card.value : null;
}

/**
 * Every character of an exam session's names, places and languages, so that one font subset serves all its cards.
 * Cached for some minutes, because a batch asks for it with every card. A card with a newer character gets a font
 * subset of its own.
 */
export async function sessionCharacters(examSessionId: string): Promise<string> {
  const kept = characterSets.get(examSessionId);
  if (kept && kept.until > Date.now()) return kept.characters;
  const [row] = readRows(
    { characters: z.string().nullable() },
    await db().$queryRaw`
    SELECT string_agg(DISTINCT c, '') AS characters
    FROM (
      SELECT name AS words FROM registration WHERE exam_session_id = ${examSessionId}::uuid AND status = 'PAID'
      UNION ALL SELECT place FROM room WHERE exam_session_id = ${examSessionId}::uuid
      UNION ALL SELECT name FROM language WHERE exam_session_id = ${examSessionId}::uuid
    ) texts, regexp_split_to_table(words, '') AS c`,
  );
  const characters = `${printableAscii}${row?.characters ?? ""}`;
  characterSets.set(examSessionId, { characters, until: Date.now() + 5 * 60_000 });
  return characters;
}

const printableAscii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
const characterSets = new Map<string, { characters: string; until: number }>();

/**
 * Candidates whose names have characters that no installed font draws. Staff must see this list before publishing
 * cards.
 */
export async function namesThatCannotBeDrawn(
  examSessionId: string,
): Promise<{ registrationId: string; name: string; missing: string[] }[]> {
  const rows = await db().registration.findMany({
    where: { examSessionId, status: "PAID", seat: { isNot: null } },
    select: { id: true, name: true },
  });
  const missing = new Set(await missingGlyphs(rows.map(({ name }) => name ?? "").join("")));
  if (!missing.size) return [];
  return rows.flatMap(({ id, name }) => {
    const lacking = Array.from(name ?? "").filter((character) => missing.has(character));
    return lacking.length ? [{ registrationId: id, name: name ?? "", missing: lacking }] : [];
  });
}
