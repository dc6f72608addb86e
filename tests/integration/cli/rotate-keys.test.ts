import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isNewestEncryption } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import {
  decryptColumn,
  type EncryptedColumn,
  encryptColumn,
  encryptedColumns,
} from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { env } from "@/lib/env";
import { rotateKeys } from "@/lib/cli/rotate-keys";
import { encryptPlainValues } from "@/lib/cli/encrypt-plain-values";
import { objectStore } from "@/lib/adapter/storage/open-store";
import { readEncryptedFile, storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { createAccount, createExamSession, createFile, createRegistration, createStaff } from "../../support/factories";

const picture = Buffer.from("the bytes of a picture");

/**
 * The format until 2026-11-28, written out: key id (16) ‖ nonce (12) ‖ tag (16) ‖ ciphertext, bound to the kind of
 * value alone.
 */
function sealedFormerly(context: string, plain: string | Buffer): Buffer {
  const key = env().DATA_ENCRYPTION_KEYS[0];
  if (!key) throw new Error("no key");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key.key, iv, { authTagLength: 16 }).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from(key.id.padEnd(16, "\0"), "ascii"), iv, cipher.getAuthTag(), body]);
}

/** What AES-GCM says when the associated data differs. */
const REFUSED = "unable to authenticate data";

const isAnew = (sealed: string | null | undefined) => isNewestEncryption(Buffer.from(sealed ?? "", "base64"));

describe("rotating the keys", () => {
  it("encrypts every text and every file again, opens nothing else, and has nothing left to do the second time", async () => {
    const id = uuidv7(new Date());
    const draftEncrypted = encryptColumn("registration.draft_encrypted", id, "{}");
    const registration = await createRegistration({ id, status: "DRAFT", draftEncrypted, accommodation: "轮椅" });
    // The factory's files have no bytes behind them.
    await db().storedFile.deleteMany({ where: { registrationId: registration.id } });
    const staff = await createStaff();
    const [storageKey, pageKey, goneKey] = [
      await storeEncryptedFile(picture),
      await storeEncryptedFile(picture),
      "00/00000000000000000000000000000000",
    ];
    const file = await createFile(registration, { storageKey });
    await db().filePage.create({
      data: { fileId: file.id, number: 2, storageKey: pageKey, size: 1, width: 1, height: 1 },
    });
    await createFile(registration, { storageKey: goneKey, kind: "ID_BACK" });
    // One text and one file as an older version left them.
    const statementEncrypted = sealedFormerly("appeal", "说明").toString("base64");
    await db().appeal.create({ data: { registrationId: registration.id, statementEncrypted, createdAt: new Date() } });
    await objectStore().put(pageKey, sealedFormerly("file", picture));
    const before = await db().registration.findUniqueOrThrow({
      where: { id: registration.id },
      include: { account: true },
    });

    env().DATA_ENCRYPTION_KEYS.unshift({ id: "k2", key: randomBytes(32) });
    const rotated = await rotateKeys();
    expect(rotated.files).toBe(2);
    expect(rotated.missingFiles).toBe(1);
    expect(await rotateKeys()).toMatchObject({ texts: 0, files: 0 });

    // The old key is taken away: what can still be opened is sealed under the new one.
    const old = env().DATA_ENCRYPTION_KEYS.pop();
    try {
      const after = await db().registration.findUniqueOrThrow({
        where: { id: registration.id },
        include: { account: true, appeals: true },
      });
      const [appeal] = after.appeals;
      expect(decryptColumn("registration.draft_encrypted", id, after.draftEncrypted ?? "")).toBe("{}");
      expect(decryptColumn("registration.document_encrypted", id, after.documentEncrypted ?? "")).toMatch(
        /^\d{17}[\dX]$/,
      );
      expect(decryptColumn("registration.accommodation_encrypted", id, after.accommodationEncrypted ?? "")).toBe(
        "轮椅",
      );
      expect(decryptColumn("account.phone_encrypted", after.accountId, after.account.phoneEncrypted ?? "")).toMatch(
        /^1\d{10}$/,
      );
      expect(decryptColumn("appeal.statement_encrypted", appeal?.id ?? "", appeal?.statementEncrypted ?? "")).toBe(
        "说明",
      );
      const { phoneEncrypted } = await db().staff.findUniqueOrThrow({ where: { id: staff.id } });
      expect(decryptColumn("staff.phone_encrypted", staff.id, phoneEncrypted)).toBe(staff.phone);
      expect(await readEncryptedFile(storageKey)).toEqual(picture);
      expect(await readEncryptedFile(pageKey)).toEqual(picture);
      expect(isNewestEncryption((await objectStore().get(pageKey)) ?? Buffer.alloc(17))).toBe(true);
      // Equality does not hang on these keys.
      expect(after.documentIndex).toBe(before.documentIndex);
    } finally {
      if (old) env().DATA_ENCRYPTION_KEYS.push(old);
    }
  });

  it("brings values in the former format into the present one, also where the key stays", async () => {
    const registration = await createRegistration({ status: "SUBMITTED" });
    await db().storedFile.deleteMany({ where: { registrationId: registration.id } });
    const { id, document } = registration;
    await db().registration.update({
      where: { id },
      data: { documentEncrypted: sealedFormerly("document", document).toString("base64") },
    });
    const read = async () => (await db().registration.findUniqueOrThrow({ where: { id } })).documentEncrypted ?? "";
    const open = (sealed: string, rowId = id) => decryptColumn("registration.document_encrypted", rowId, sealed);
    // Read as it is.
    expect(open(await read())).toBe(document);
    expect(isAnew(await read())).toBe(false);
    expect((await rotateKeys()).texts).toBeGreaterThan(0);
    expect(isAnew(await read())).toBe(true);
    const row = await read();
    expect(open(row)).toBe(document);
    expect(() => open(row, uuidv7(new Date()))).toThrow(REFUSED);
  });
});

describe("an encrypted value", () => {
  it("does not open in another row, in another column, or as another kind of file", async () => {
    const [one, two] = [
      await createRegistration({ status: "SUBMITTED" }),
      await createRegistration({ status: "SUBMITTED" }),
    ];
    // Somebody who can write to the database swaps two people's numbers.
    await db().registration.update({ where: { id: one.id }, data: { documentEncrypted: two.documentEncrypted } });
    const swapped = await db().registration.findUniqueOrThrow({ where: { id: one.id } });
    expect(() => decryptColumn("registration.document_encrypted", one.id, swapped.documentEncrypted ?? "")).toThrow(
      REFUSED,
    );
    expect(decryptColumn("registration.document_encrypted", two.id.toUpperCase(), two.documentEncrypted ?? "")).toBe(
      two.document,
    );

    const sealed = encryptColumn("phone_appeal.phone_encrypted", one.id, "13800000000");
    expect(() => decryptColumn("phone_appeal.former_phone_encrypted", one.id, sealed)).toThrow(REFUSED);
    expect(() => decryptColumn("account.phone_encrypted", one.id, sealed)).toThrow(REFUSED);

    const [mine, yours] = [await storeEncryptedFile(picture), await storeEncryptedFile(Buffer.from("another"))];
    await objectStore().put(mine, (await objectStore().get(yours)) ?? Buffer.alloc(0));
    await expect(readEncryptedFile(mine)).rejects.toThrow(REFUSED);
  });

  it("is not believed in the former format where the column is younger than it", () => {
    const sealed = sealedFormerly("accommodation", "轮椅").toString("base64");
    expect(() => decryptColumn("registration.accommodation_encrypted", uuidv7(new Date()), sealed)).toThrow(
      "a format that this place never had",
    );
  });

  it("does not open in the other format by a changed first byte", async () => {
    const { id, phone } = await createAccount();
    const sealed = Buffer.from(encryptColumn("account.phone_encrypted", id, phone), "base64");
    expect(() => decryptColumn("account.phone_encrypted", id, sealed.subarray(1).toString("base64"))).toThrow(REFUSED);
    const former = sealedFormerly("phone", phone);
    expect(decryptColumn("account.phone_encrypted", id, former.toString("base64"))).toBe(phone);
    expect(() =>
      decryptColumn("account.phone_encrypted", id, Buffer.concat([Buffer.from([2]), former]).toString("base64")),
    ).toThrow(REFUSED);
  });

  it("lies in a column that the rotation knows, and every such column is known", async () => {
    const columns = await db().$queryRaw<{ name: string }[]>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name LIKE '%\\_encrypted' ORDER BY 1`;
    expect(columns.map(({ name }) => name)).toEqual(Object.keys(encryptedColumns).sort());
  });
});

describe("what an older version kept in plain text", () => {
  const at = new Date();

  /** Three people as the version before 2026-11-28 left them, and an import. */
  async function older() {
    const rows = [];
    for (const accommodation of ["需要轮椅通道", "", null]) {
      const { id } = await createRegistration({ status: "PAID" });
      const plain = {
        accommodationPlain: accommodation,
        birthDatePlain: new Date("1988-02-29"),
        birthDateEncrypted: null,
      };
      await db().registration.update({ where: { id }, data: plain });
      rows.push(id);
    }
    const { id: examSessionId } = await createExamSession({ now: at });
    const upload = {
      examSessionId,
      staffId: (await createStaff()).id,
      size: 1,
      createdAt: at,
      fileNamePlain: "张三的名单.xlsx",
    };
    return { rows, importId: (await db().rosterImport.create({ data: upload })).id };
  }
  const open = (column: EncryptedColumn, id: string, sealed: string | null) =>
    sealed && decryptColumn(column, id, sealed);
  const reread = async (id: string) => {
    const row = await db().registration.findUniqueOrThrow({ where: { id } });
    return [
      row.accommodationPlain,
      row.birthDatePlain,
      open("registration.accommodation_encrypted", id, row.accommodationEncrypted),
      open("registration.birth_date_encrypted", id, row.birthDateEncrypted),
    ];
  };

  it("is sealed once, by two starts at once too, and nothing is left to do the second time", async () => {
    const { rows, importId } = await older();
    const counts = await Promise.all([encryptPlainValues(), encryptPlainValues()]);
    // Two of need (one of them empty), three of birth, one file name.
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(await Promise.all(rows.map(reread))).toEqual([
      [null, null, "需要轮椅通道", "1988-02-29"],
      [null, null, null, "1988-02-29"],
      [null, null, null, "1988-02-29"],
    ]);
    const row = await db().rosterImport.findUniqueOrThrow({ where: { id: importId } });
    expect(row.fileNamePlain).toBeNull();
    expect(open("roster_import.file_name_encrypted", importId, row.fileNameEncrypted)).toBe("张三的名单.xlsx");
    expect(await encryptPlainValues()).toBe(0);
  });

  it("that an old copy writes beside a sealed value is the newer one", async () => {
    const { id } = await createRegistration({ status: "PAID", accommodation: "从前的" });
    await db().registration.update({ where: { id }, data: { accommodationPlain: "后来的" } });
    expect(await encryptPlainValues()).toBe(1);
    expect((await reread(id))[2]).toBe("后来的");
  });
});
