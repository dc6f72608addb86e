import { decryptText, encryptText } from "@/lib/adapter/crypto/encryption";

type ColumnFacts = {
  /** What its values were bound to until 2026-11-28: the kind of value, not the row. null: the column is younger. */
  formerContext: string | null;
  /**
   * Rows of two tables of which one is copied to the other: what tells them apart there, and the name under which both
   * seal.
   */
  shared?: { place: string; key: "document_index" };
};

const roster = { place: "roster.document_encrypted", key: "document_index" } as const;

/**
 * Every column that holds sealed text. Staged rows of a roster stand before its entries: `rotateKeys` meets one that is
 * taken over meanwhile there.
 */
export const encryptedColumns = {
  "account.phone_encrypted": { formerContext: "phone" },
  "staff.phone_encrypted": { formerContext: "phone" },
  "registration.draft_encrypted": { formerContext: "draft" },
  "registration.document_encrypted": { formerContext: "document" },
  "registration.birth_date_encrypted": { formerContext: null },
  "registration.accommodation_encrypted": { formerContext: null },
  "submission.content_encrypted": { formerContext: "submission" },
  "payment_order.payer_encrypted": { formerContext: "payer" },
  "appeal.statement_encrypted": { formerContext: "appeal" },
  "phone_appeal.phone_encrypted": { formerContext: "phone" },
  "phone_appeal.former_phone_encrypted": { formerContext: "phone" },
  "phone_appeal.name_encrypted": { formerContext: "appeal" },
  "phone_appeal.document_encrypted": { formerContext: "document" },
  "phone_appeal.statement_encrypted": { formerContext: "appeal" },
  "roster_staged_row.document_encrypted": { formerContext: "document", shared: roster },
  "roster_entry.document_encrypted": { formerContext: "document", shared: roster },
  "roster_import.sample_encrypted": { formerContext: "roster-sample" },
  "roster_import.file_name_encrypted": { formerContext: null },
} as const satisfies Record<`${string}.${string}_encrypted`, ColumnFacts>;

export type EncryptedColumn = keyof typeof encryptedColumns;

const factsOf = (column: EncryptedColumn): ColumnFacts => encryptedColumns[column];

/**
 * Seals a value for one column of one row: copied to another row or column it does not open. `rowId` is the row's id,
 * known before it is inserted (uuidv7); for a roster's rows it is their document_index.
 */
export const encryptColumn = (column: EncryptedColumn, rowId: string, plain: string): string =>
  encryptText(placeOf(column, rowId), plain);

/**
 * The inverse of encryptColumn. Opens what was sealed in the first format as well. Throws when the value belongs to
 * another row or column.
 */
export const decryptColumn = (column: EncryptedColumn, rowId: string, sealed: string): string =>
  decryptText(placeOf(column, rowId), sealed, factsOf(column).formerContext ?? undefined);

const placeOf = (column: EncryptedColumn, rowId: string): string => {
  const { shared } = factsOf(column);
  return `${shared?.place ?? column}\0${shared ? rowId : rowId.toLowerCase()}`;
};

/** Which column names the row of a sealed value. */
export const rowKeyOf = (column: EncryptedColumn): "id" | "document_index" => factsOf(column).shared?.key ?? "id";
