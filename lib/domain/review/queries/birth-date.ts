import { decryptColumn } from "@/lib/adapter/db/encrypted-column";

/** The birth date of a registration, at midnight UTC; null when its document has none. */
export const birthDateOf = ({
  id,
  birthDateEncrypted,
}: {
  id: string;
  birthDateEncrypted: string | null;
}): Date | null =>
  birthDateEncrypted === null
    ? null
    : new Date(decryptColumn("registration.birth_date_encrypted", id, birthDateEncrypted));
