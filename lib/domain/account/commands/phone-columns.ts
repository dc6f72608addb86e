import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { phoneEndIndex } from "../queries";

/** The columns that hold an account's phone. They change together. */
export const phoneColumns = (accountId: string, phone: string) => ({
  phoneEncrypted: encryptColumn("account.phone_encrypted", accountId, phone),
  phoneIndex: blindIndex("phone", phone),
  phoneEndIndex: phoneEndIndex(phone),
});

/** An account whose phone was released. */
export const noPhone = { phoneEncrypted: null, phoneIndex: null, phoneEndIndex: null } as const;
