import { openColumn } from "@/lib/adapter/db/sealed-column";

/** The birth date of a registration, at midnight UTC; null where its document tells none. */
export const birthDateOf = ({
  id,
  birthDateEncrypted,
}: {
  id: string;
  birthDateEncrypted: string | null;
}): Date | null =>
  birthDateEncrypted === null
    ? null
    : new Date(openColumn("registration.birth_date_encrypted", id, birthDateEncrypted));
