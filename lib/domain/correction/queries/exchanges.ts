import { db, type Prisma } from "@/lib/adapter/db/client";
import { examTimeColumns } from "@/lib/domain/exam-session/exam-time";
import { evidenceOf } from "@/lib/domain/evidence/queries";
import { toldExchange, type ToldExchange } from "../exchange";

const MAX_SHOWN = 100;

const select = {
  id: true,
  item: true,
  state: true,
  version: true,
  reason: true,
  until: true,
  createdAt: true,
  decidedAt: true,
  decisionReason: true,
} as const satisfies Prisma.ExchangeSelect;

/** The candidate's own exchanges in an exam session, newest first, with what he handed in. */
export async function ownExchanges({ accountId, examSessionId }: { accountId: string; examSessionId: string }) {
  const rows = await db().exchange.findMany({
    where: { registration: { accountId, examSessionId } },
    orderBy: { createdAt: "desc" },
    take: MAX_SHOWN,
    select,
  });
  return withFiles(rows);
}

/** What the candidate is told of his exchanges now; null: nothing. */
export const exchangeToTell = async (registrationId: string, now: Date): Promise<ToldExchange | null> =>
  toldExchange(
    await db().exchange.findMany({
      where: { registrationId },
      orderBy: { createdAt: "desc" },
      take: MAX_SHOWN,
      select: { item: true, state: true, until: true },
    }),
    now,
  );

/** All exchanges of a registration for the office, newest first. */
export async function exchangesOf(registrationId: string) {
  const staffName = { select: { id: true, name: true } } as const;
  const rows = await db().exchange.findMany({
    where: { registrationId },
    orderBy: { createdAt: "desc" },
    take: MAX_SHOWN,
    select: { ...select, staff: staffName, decidedBy: staffName },
  });
  return withFiles(rows);
}

/** The registration of the page of exchanges, with its present files; null when there is none. */
export const exchangeSubject = (id: string) =>
  db().registration.findUnique({
    where: { id },
    select: {
      id: true,
      name: true,
      status: true,
      idType: true,
      languageId: true,
      examSession: { select: { title: true, seatsFrozenAt: true, ...examTimeColumns } },
      files: {
        where: { removedAt: null, kind: { in: ["ID_FRONT", "ID_BACK", "PROOF", "PORTRAIT"] } },
        orderBy: { id: "asc" },
        select: { id: true, kind: true, pages: true },
      },
    },
  });

const waits = { state: "HANDED_IN" } as const;

/** What was handed in and waits for staff, of every exam session, the oldest first. */
export const waitingExchanges = () =>
  db().exchange.findMany({
    where: waits,
    orderBy: { createdAt: "asc" },
    take: MAX_SHOWN,
    select: {
      ...select,
      staff: { select: { name: true } },
      registration: { select: { id: true, name: true, documentMasked: true } },
    },
  });

export const countWaitingExchanges = (): Promise<number> => db().exchange.count({ where: waits });

/** Only what still waits has files. */
const withFiles = <R extends { id: string; state: string }>(rows: readonly R[]) =>
  Promise.all(
    rows.map(async (row) => ({
      ...row,
      files: row.state === "HANDED_IN" || row.state === "OPEN" ? await evidenceOf({ exchangeId: row.id }) : [],
    })),
  );
