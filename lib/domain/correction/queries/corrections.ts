import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { evidenceOf } from "@/lib/domain/evidence/queries";
import { shownStatusColumns } from "@/lib/domain/registration/shown-status";
import { z } from "zod";
import { type Content, contentSchema, type ShownChange, shownChanges } from "../content";
import { exchangedContent } from "../exchange";

const MAX_SHOWN = 100;

/** The fields of a correction with both values. */
export const correctionContent = ({ id, contentEncrypted }: { id: string; contentEncrypted: string }): Content =>
  contentSchema.parse(JSON.parse(decryptColumn("correction.content_encrypted", id, contentEncrypted)));

/** What any correction changed, an exchanged upload too, for the eye. */
export const changesIn = (
  row: { id: string; contentEncrypted: string },
  { whole }: { whole: boolean },
): ShownChange[] => {
  const content: unknown = JSON.parse(decryptColumn("correction.content_encrypted", row.id, row.contentEncrypted));
  return shownChanges(z.union([contentSchema, exchangedContent]).parse(content), { whole });
};

const staffName = { select: { id: true, name: true } } as const;

const rowSelect = {
  id: true,
  registrationId: true,
  contentEncrypted: true,
  reason: true,
  evidence: true,
  createdAt: true,
  needsSecond: true,
  confirmed: true,
  decidedAt: true,
  decisionReason: true,
  appliedAt: true,
  staff: staffName,
  decidedBy: staffName,
  registration: {
    select: {
      id: true,
      name: true,
      documentMasked: true,
      registrationNumber: true,
      examSessionId: true,
      seat: { select: { id: true } },
      ...shownStatusColumns,
      examSession: { select: { ...shownStatusColumns.examSession.select, cardsPublishedAt: true } },
    },
  },
} as const satisfies Prisma.CorrectionSelect;

type Row = Prisma.CorrectionGetPayload<{ select: typeof rowSelect }>;

const shown = ({ contentEncrypted, ...row }: Row, whole: boolean) => ({
  ...row,
  changes: changesIn({ id: row.id, contentEncrypted }, { whole }),
});

export type ShownCorrection = ReturnType<typeof shown>;

const waits = { needsSecond: true, decidedAt: null } as const;

/**
 * All corrections that wait for a second person, whatever their exam session, because waiting work is never hidden; and
 * the newest of the others, at most a hundred.
 */
export async function correctionList(): Promise<{ waiting: ShownCorrection[]; done: ShownCorrection[] }> {
  const [waiting, done] = await Promise.all([
    db().correction.findMany({ where: waits, orderBy: { createdAt: "asc" }, select: rowSelect }),
    db().correction.findMany({
      where: { NOT: waits },
      orderBy: { createdAt: "desc" },
      take: MAX_SHOWN,
      select: rowSelect,
    }),
  ]);
  return { waiting: waiting.map((row) => shown(row, false)), done: done.map((row) => shown(row, false)) };
}

export const countWaitingCorrections = (): Promise<number> => db().correction.count({ where: waits });

/** One correction; numbers of documents are whole only if `whole` asks for it, and the page records that (lookAt). */
export async function correctionCase(id: string, { whole }: { whole: boolean }) {
  const row = await db().correction.findUnique({ where: { id }, select: rowSelect });
  return row && { ...shown(row, whole), scans: await evidenceOf({ correctionId: id }) };
}
