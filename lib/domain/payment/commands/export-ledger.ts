import { recordAudit } from "@/lib/domain/audit/commands";
import { db } from "@/lib/adapter/db/client";
import { writeCsv } from "@/lib/adapter/spreadsheet/write-csv";
import { writeWorkbook } from "@/lib/adapter/spreadsheet/write-workbook";
import { type FinanceTable, financeTables } from "../finance-export";
import { financeEntries } from "../queries/finance";

/**
 * Exports the ledger of a period: a workbook with all tables, or one table as CSV. An audit row names who exported it,
 * and is written before the file is returned.
 */
export async function exportLedger(
  { staffId, from, until, wanted }: { staffId: string; from: Date; until: Date; wanted: "workbook" | FinanceTable },
  now: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const entries = await financeEntries({ from, until });
  await db().$transaction((tx) =>
    recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "payment.export",
      subject: { kind: "ledger" },
      detail: { from: from.toISOString(), until: until.toISOString(), wanted, entries: entries.length },
      now,
    }),
  );
  const tables = financeTables(entries);
  if (wanted === "workbook") return writeWorkbook([tables.days, tables.schools, tables.lines]);
  const { head, rows } = tables[wanted];
  return new TextEncoder().encode(writeCsv(head, rows));
}
