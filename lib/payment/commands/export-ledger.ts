import { recordAudit } from "@/lib/audit/commands";
import { db } from "@/lib/db/client";
import { writeCsv } from "@/lib/spreadsheet/write-csv";
import { writeWorkbook } from "@/lib/spreadsheet/write-workbook";
import { financeTables } from "../finance-export";
import { financeEntries } from "../queries/finance";

/** The ledger of a period as a file: xlsx with sums and lines, csv with the lines alone. Who took it is written down before it is given. */
export async function exportLedger(
  { staffId, from, until, format }: { staffId: string; from: Date; until: Date; format: "xlsx" | "csv" },
  now: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const entries = await financeEntries({ from, until });
  await db().$transaction((tx) =>
    recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "payment.export",
      subject: { kind: "ledger" },
      detail: { from: from.toISOString(), until: until.toISOString(), format, entries: entries.length },
      now,
    }),
  );
  const tables = financeTables(entries);
  const [, , lines] = tables;
  return format === "xlsx" ? writeWorkbook(tables) : new TextEncoder().encode(writeCsv(lines.head, lines.rows));
}
