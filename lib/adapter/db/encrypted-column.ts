import { decryptText, encryptText } from "@/lib/adapter/crypto/encryption";

type ColumnFacts = {
  /**
   * The context of values encrypted before 2026-11-28: the kind of value, not the row. null: the column did not exist
   * then.
   */
  formerContext: string | null;
  /**
   * For two tables of which one is copied to the other: the column that identifies a row in both, and the common name
   * under which both encrypt.
   */
  shared?: { place: string; key: "document_index" };
};

const roster = { place: "roster.document_encrypted", key: "document_index" } as const;

/**
 * Every column that holds encrypted text. Staged rows of a roster come before its entries. If a staged row is copied to
 * the entries while `rotateKeys` runs, `rotateKeys` still finds it there.
 */
export const encryptedColumns = {
  "account.phone_encrypted": { formerContext: "phone" },
  "staff.phone_encrypted": { formerContext: "phone" },
  "staff.totp_secret_encrypted": { formerContext: null },
  "login_session.totp_setup_encrypted": { formerContext: null },
  "registration.draft_encrypted": { formerContext: "draft" },
  "registration.document_encrypted": { formerContext: "document" },
  "registration.birth_date_encrypted": { formerContext: null },
  "registration.accommodation_encrypted": { formerContext: null },
  "accommodation_decision.content_encrypted": { formerContext: null },
  "submission.content_encrypted": { formerContext: "submission" },
  "payment_order.payer_encrypted": { formerContext: "payer" },
  "appeal.statement_encrypted": { formerContext: "appeal" },
  "staff_note.text_encrypted": { formerContext: null },
  "correction.content_encrypted": { formerContext: null },
  "phone_change.former_phone_encrypted": { formerContext: null },
  "correction_request.wanted_encrypted": { formerContext: null },
  "correction_request.statement_encrypted": { formerContext: null },
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
 * Encrypts a value for one column of one row. Copied to another row or column, it cannot be decrypted. `rowId` is the
 * row's id, known before the insert (uuidv7); for a roster's rows it is their document_index.
 */
export const encryptColumn = (column: EncryptedColumn, rowId: string, plain: string): string =>
  encryptText(placeOf(column, rowId), plain);

/**
 * The inverse of encryptColumn. It also decrypts values of the first format. Throws when the value belongs to another
 * row or column.
 */
export const decryptColumn = (column: EncryptedColumn, rowId: string, encrypted: string): string =>
  decryptText(placeOf(column, rowId), encrypted, factsOf(column).formerContext ?? undefined);

const placeOf = (column: EncryptedColumn, rowId: string): string => {
  const { shared } = factsOf(column);
  return `${shared?.place ?? column}\0${shared ? rowId : rowId.toLowerCase()}`;
};

/** The column that identifies the row of an encrypted value. */
export const rowKeyOf = (column: EncryptedColumn): "id" | "document_index" => factsOf(column).shared?.key ?? "id";
