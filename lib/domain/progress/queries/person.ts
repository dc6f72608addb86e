import { maskPhone } from "@/lib/core/phone";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { examTimeColumns } from "@/lib/domain/exam-session/exam-time";
import { windowColumns } from "@/lib/domain/exam-session/windows";
import { changesIn } from "@/lib/domain/correction/queries/corrections";
import { transitions } from "@/lib/domain/registration/status";
import { type Scope, scopeWhere } from "@/lib/domain/review/scope";

/** Of what may grow without end, the newest so many are read. */
const MAX_MESSAGES = 100;
const MAX_LOGINS = 50;
const MAX_NOTES = 100;
const MAX_AUDIT_ROWS = 300;

const staffName = { select: { name: true } } as const;

const personSelect = (scope: Scope) =>
  ({
    id: true,
    accountId: true,
    examSessionId: true,
    status: true,
    version: true,
    paidAt: true,
    name: true,
    sex: true,
    idType: true,
    documentEncrypted: true,
    documentMasked: true,
    category: true,
    level: true,
    studentNumber: true,
    graduationMonth: true,
    registrationNumber: true,
    submissions: true,
    createdAt: true,
    languageId: true,
    language: { select: { name: true } },
    school: { select: { name: true } },
    teachingPoint: { select: { name: true } },
    examSession: {
      select: { id: true, title: true, cardsPublishedAt: true, ...windowColumns, ...examTimeColumns },
    },
    overrides: { select: { id: true, step: true, until: true, reason: true, staffId: true, createdAt: true } },
    account: {
      select: {
        id: true,
        phoneEncrypted: true,
        createdAt: true,
        messages: {
          where: { sentAt: { not: null } },
          select: { id: true, text: true, phoneMasked: true, sentAt: true, createdAt: true },
          orderBy: { sentAt: "desc" },
          take: MAX_MESSAGES,
        },
        loginSessions: {
          select: { id: true, createdAt: true, lastSeenAt: true, expiresAt: true, revokedAt: true },
          orderBy: { createdAt: "desc" },
          take: MAX_LOGINS,
        },
        registrations: {
          where: scopeWhere(scope),
          select: { id: true, status: true, examSession: { select: { title: true } } },
          orderBy: { id: "desc" },
        },
      },
    },
    accommodation: { select: { state: true } },
    files: {
      where: { kind: { notIn: ["ADMIT_CARD", "ACCOMMODATION_PROOF"] } },
      select: { id: true, kind: true, pages: true, createdAt: true, removedAt: true },
      orderBy: { createdAt: "asc" },
    },
    events: {
      select: { id: true, event: true, version: true, actorKind: true, actorId: true, reason: true, at: true },
      orderBy: { version: "asc" },
    },
    decisions: {
      select: {
        id: true,
        kind: true,
        reason: true,
        decidedAt: true,
        undoneAt: true,
        staff: staffName,
        items: { select: { item: true, reason: true } },
      },
      orderBy: { decidedAt: "asc" },
    },
    orders: {
      select: {
        id: true,
        outTradeNo: true,
        status: true,
        channel: true,
        amountFen: true,
        createdAt: true,
        closedAt: true,
        successTime: true,
        ledger: {
          select: {
            kind: true,
            amountFen: true,
            refunds: {
              select: {
                id: true,
                status: true,
                cause: true,
                amountFen: true,
                createdAt: true,
                successTime: true,
                requestId: true,
              },
              orderBy: { createdAt: "asc" },
            },
          },
        },
      },
      orderBy: { createdAt: "desc" },
    },
    waivers: {
      select: {
        id: true,
        reason: true,
        waivedFen: true,
        createdAt: true,
        needsSecond: true,
        confirmed: true,
        decidedAt: true,
        staff: staffName,
        decidedBy: staffName,
      },
      orderBy: { createdAt: "asc" },
    },
    notes: {
      select: { id: true, textEncrypted: true, createdAt: true, staff: staffName },
      orderBy: { createdAt: "desc" },
      take: MAX_NOTES,
    },
    seat: {
      select: {
        number: true,
        admitCardNumber: true,
        cardRevision: true,
        room: { select: { id: true, number: true, place: true } },
      },
    },
    admitCards: { select: { id: true, version: true, renderedAt: true }, orderBy: { version: "desc" } },
    corrections: {
      select: {
        id: true,
        contentEncrypted: true,
        reason: true,
        createdAt: true,
        needsSecond: true,
        confirmed: true,
        decidedAt: true,
        decisionReason: true,
        appliedAt: true,
        staff: { select: { id: true, name: true } },
        decidedBy: { select: { id: true, name: true } },
      },
      orderBy: { createdAt: "asc" },
    },
    appeals: {
      select: { id: true, createdAt: true, answeredAt: true, answeredBy: staffName },
      orderBy: { createdAt: "asc" },
    },
  }) as const satisfies Prisma.RegistrationSelect;

/** Audit rows that only repeat a row of the registration's events. */
const toldByEvents = Object.keys(transitions).map((event) => `registration.${event}`);

/**
 * One person in one exam session, for staff whose scope has him: his registration in whatever state, his account, and
 * everything that happened to both. The document number is whole only if `whole` asks for it; who shows it records
 * that (lookAt).
 */
export async function personFile(id: string, scope: Scope, { whole }: { whole: boolean }) {
  const row = await db().registration.findFirst({
    where: { id, AND: [scopeWhere(scope)] },
    select: personSelect(scope),
  });
  if (!row) return null;
  const { documentEncrypted, account, notes, corrections, ...shown } = row;
  const { phoneEncrypted, registrations, ...owner } = account;
  const evidence = await db().evidenceFile.findMany({
    where: {
      OR: [
        { correctionRequest: { registrationId: row.id } },
        { correction: { registrationId: row.id } },
        { exchange: { registrationId: row.id } },
      ],
    },
    select: { id: true },
  });
  const audit = await db().auditEntry.findMany({
    where: {
      OR: [
        { subjectKind: "evidence", subjectId: { in: evidence.map((file) => file.id) } },
        { subjectKind: "registration", subjectId: row.id },
        { subjectKind: "account", subjectId: row.accountId },
        { subjectKind: "file", subjectId: { in: row.files.map((file) => file.id) } },
        { subjectKind: "payment_order", subjectId: { in: row.orders.map((order) => order.id) } },
        { subjectKind: "appeal", subjectId: { in: row.appeals.map((appeal) => appeal.id) } },
      ],
      action: { notIn: toldByEvents },
    },
    select: {
      id: true,
      at: true,
      actorKind: true,
      actorId: true,
      action: true,
      subjectKind: true,
      subjectId: true,
      detail: true,
    },
    orderBy: { id: "desc" },
    take: MAX_AUDIT_ROWS + 1,
  });
  const staffIds = [
    ...[...row.events, ...audit].flatMap(({ actorKind, actorId }) =>
      actorKind === "STAFF" && actorId ? [actorId] : [],
    ),
    ...row.overrides.map(({ staffId }) => staffId),
  ];
  const staff = await db().staff.findMany({
    where: { id: { in: [...new Set(staffIds)] } },
    select: { id: true, name: true },
  });
  return {
    ...shown,
    documentNumber:
      whole && documentEncrypted ? decryptColumn("registration.document_encrypted", row.id, documentEncrypted) : null,
    account: owner,
    /** null when the number was released to another person. */
    maskedPhone: phoneEncrypted && maskPhone(decryptColumn("account.phone_encrypted", owner.id, phoneEncrypted)),
    notes: notes.map(({ textEncrypted, ...note }) => ({
      ...note,
      text: decryptColumn("staff_note.text_encrypted", note.id, textEncrypted),
    })),
    corrections: corrections.map(({ contentEncrypted, ...correction }) => ({
      ...correction,
      changes: changesIn({ id: correction.id, contentEncrypted }, { whole: false }),
    })),
    others: registrations.filter((other) => other.id !== row.id),
    audit: audit.slice(0, MAX_AUDIT_ROWS),
    /** Older audit rows were left out. */
    auditCut: audit.length > MAX_AUDIT_ROWS,
    staffNames: new Map(staff.map((member) => [member.id, member.name])),
  };
}

export type PersonFile = NonNullable<Awaited<ReturnType<typeof personFile>>>;
