import { db, Prisma, type Tx } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { latestExamSession } from "@/lib/domain/exam-session/queries";
import { recheck } from "@/lib/domain/review/commands/recheck";
import { hasRoster } from "@/lib/domain/roster/queries";
import { deleteEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { drawAll, type FileRow, matchesOf } from "./files";
import { type Newcomer, newcomers } from "./newcomers";
import { addRows, type Rows } from "./rows";
import { type Setting, settingOf } from "./setting";
import { tellSimulator } from "./cashier";
import { demoPassword } from "./staff";

/**
 * Rows are written so many people at a time; drawing takes longer than writing, so that with pictures a batch is
 * smaller.
 */
const BATCH = 500;
const DRAWN_BATCH = 100;

/** Of more people than this only the first PICTURED get pictures: they take 0.1 MB and 40 ms each. */
const MAX_PICTURED = 10_000;
const PICTURED = 2000;

/** `phones`: of the first in each state, to sign in with. */
export type Filled = { made: number; pictured: number; phones: Partial<Record<RegistrationStatus, string>> };

/**
 * Adds `count` invented candidates to an exam session, in every status, each with all rows that his status requires;
 * their password is the demo's. With `pictures` their uploads are drawn and stored, without it they have no files.
 * `report` gets the count after each batch. Throws when no staff member could have reviewed them.
 */
export async function fillRegistrations({
  count,
  now,
  pictures,
  examSessionId,
  report,
}: {
  count: number;
  now: Date;
  pictures: boolean;
  examSessionId: string;
  report?: (made: number) => void;
}): Promise<Filled> {
  const setting = await settingOf(examSessionId, now);
  const toDraw = !pictures ? 0 : count > MAX_PICTURED ? PICTURED : count;
  const draw = newcomers(setting);
  const phones: Filled["phones"] = {};
  for (let made = 0; made < count;) {
    const drawn = made < toDraw;
    const size = drawn ? Math.min(DRAWN_BATCH, toDraw - made) : Math.min(BATCH, count - made);
    const people = await draw(size);
    await tellSimulator(await writeBatch(people, drawn, setting));
    for (const { journey, person } of people) phones[journey.status] ??= person.phone;
    made += size;
    report?.(made);
  }
  if (await hasRoster(examSessionId)) await recheck({ target: { examSessionId }, now });
  // Until autovacuum runs, the planner still works with the statistics of an empty table.
  await db()
    .$executeRaw`VACUUM (ANALYZE) account, registration, stored_file, submission, registration_event, review_decision, returned_item, payment_order, audit_entry`;
  return { made: count, pictured: toDraw, phones };
}

/** Whose phones are told. */
const shownStates = { SUBMITTED: "待审核", RETURNED: "退回修改", APPROVED: "待缴费", PAID: "已缴费" } as const;

const MOST = 200_000;
const REPORT_EVERY_MS = 5000;

/** `npm run demo:fill -- 5000`: fills the demo's current session, telling how far it is. */
export async function demoFillCommand(
  words: readonly string[],
  now: Date,
): Promise<{ ok: true; said: string } | { ok: false; problem: string }> {
  const count = /^\d{1,6}$/.test(words[0] ?? "") && words.length === 1 ? Number(words[0]) : 0;
  if (count < 1 || count > MOST)
    return { ok: false, problem: `请给出 1 到 ${MOST} 之间的人数。(A number from 1 to ${MOST}.)` };
  const session = await latestExamSession(new Date());
  if (!session) return { ok: false, problem: "还没有已发布的考试批次。(There is no published session.)" };
  const begun = Date.now();
  let told = begun;
  const report = (made: number) => {
    if (made < count && Date.now() - told < REPORT_EVERY_MS) return;
    told = Date.now();
    console.log(`  ${made} / ${count} 人，${Math.round((told - begun) / 1000)} 秒`);
  };
  const { pictured, phones } = await fillRegistrations({
    count,
    now,
    pictures: true,
    examSessionId: session.id,
    report,
  });
  const without = pictured < count ? `前 ${pictured} 人有图片，其余没有上传材料（人数多于 ${MAX_PICTURED} 时）。` : "";
  const shown = ["SUBMITTED", "RETURNED", "APPROVED", "PAID"] as const;
  const examples = shown.flatMap((status) => (phones[status] ? [`${shownStates[status]} ${phones[status]}`] : []));
  return {
    ok: true,
    said: `已为「${session.title}」生成 ${count} 名演示考生。${without}(Demo candidates added.)\n  考生密码均为 ${demoPassword}，例如：${examples.join("，")}`,
  };
}

/** Writes people with all that they presume; returns what was written. */
async function writeBatch(people: readonly Newcomer[], drawn: boolean, setting: Setting): Promise<Rows> {
  const files = drawn ? await drawAll(people, setting.random) : new Map<string, FileRow[]>();
  const stored = [...files.values()].flat();
  try {
    const matches = matchesOf(people, files, setting.now);
    const matched = new Set(matches.map(({ fileId }) => fileId));
    const rows: Rows = {
      accounts: [],
      registrations: [],
      submissions: [],
      accommodations: [],
      events: [],
      decisions: [],
      items: [],
      orders: [],
      ledger: [],
      refundRequests: [],
      refunds: [],
      audit: [],
    };
    for (const one of people) addRows(rows, one, files.get(one.id) ?? [], matched, setting);
    await db().$transaction(
      async (tx) => {
        await insert(tx, "account", rows.accounts);
        await insert(tx, "registration", rows.registrations);
        await insert(tx, "stored_file", stored);
        await insert(tx, "file_match", matches);
        await insert(tx, "submission", rows.submissions);
        await insert(tx, "accommodation", rows.accommodations);
        await insert(tx, "registration_event", rows.events);
        await insert(tx, "review_decision", rows.decisions);
        await insert(tx, "returned_item", rows.items);
        await insert(tx, "payment_order", rows.orders);
        // A refund names its charge, and the ledger's line of a refund names that.
        await insert(
          tx,
          "ledger_entry",
          rows.ledger.filter(({ kind }) => kind === "CHARGE"),
        );
        await insert(tx, "refund_request", rows.refundRequests);
        await insert(tx, "refund", rows.refunds);
        await insert(
          tx,
          "ledger_entry",
          rows.ledger.filter(({ kind }) => kind === "REFUND"),
        );
        await insert(tx, "audit_entry", rows.audit);
      },
      { timeout: 60_000, maxWait: 10_000 },
    );
    return rows;
  } catch (error) {
    // A file without a row in the database must not stay in the store.
    await Promise.all(stored.map(({ storageKey }) => deleteEncryptedFile(storageKey)));
    throw error;
  }
}

/**
 * Rows of one table in one statement: the ORM takes five times as long over a hundred thousand people. Where one row
 * lacks what another has, it is null; what none has takes its default.
 */
async function insert(tx: Tx, table: string, rows: readonly object[]): Promise<void> {
  if (!rows.length) return;
  const columns = Prisma.raw([...new Set(rows.flatMap((row) => Object.keys(row)))].map(columnOf).join(", "));
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value as unknown])),
  );
  await tx.$executeRaw`
    INSERT INTO ${Prisma.raw(table)} (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::${Prisma.raw(table)}, ${JSON.stringify(named)}::json)`;
}

/** The schema names every column after its field in this way. */
const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
