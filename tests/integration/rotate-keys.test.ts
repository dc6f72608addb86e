import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSealedWithNewest, openText, sealText } from "@/lib/crypto/sealed";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { rotateKeys } from "@/lib/privacy/commands/rotate-keys";
import { objectStore } from "@/lib/storage/open-store";
import { readSealedFile, storeSealedFile } from "@/lib/storage/sealed-file";
import { createFile, createRegistration, createStaff } from "../support/factories";

const picture = Buffer.from("the bytes of a picture");

describe("rotating the keys", () => {
  it("seals every text and every file anew, opens nothing else, and has nothing left to do the second time", async () => {
    const registration = await createRegistration({ status: "DRAFT", draftEncrypted: sealText("draft", "{}") });
    // The factory's files have no bytes behind them.
    await db().storedFile.deleteMany({ where: { registrationId: registration.id } });
    const staff = await createStaff();
    const [storageKey, pageKey, goneKey] = [
      await storeSealedFile(picture),
      await storeSealedFile(picture),
      "00/00000000000000000000000000000000",
    ];
    const file = await createFile(registration, { storageKey });
    await db().filePage.create({ data: { fileId: file.id, number: 2, storageKey: pageKey, size: 1, width: 1, height: 1 } });
    await createFile(registration, { storageKey: goneKey, kind: "ID_BACK" });
    await db().appeal.create({
      data: { registrationId: registration.id, statementEncrypted: sealText("appeal", "说明"), createdAt: new Date() },
    });
    const before = await db().registration.findUniqueOrThrow({ where: { id: registration.id }, include: { account: true } });

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
      expect(openText("draft", after.draftEncrypted ?? "")).toBe("{}");
      expect(openText("document", after.documentEncrypted ?? "")).toMatch(/^\d{17}[\dX]$/);
      expect(openText("phone", after.account.phoneEncrypted ?? "")).toMatch(/^1\d{10}$/);
      expect(openText("appeal", after.appeals[0]?.statementEncrypted ?? "")).toBe("说明");
      expect(openText("phone", (await db().staff.findUniqueOrThrow({ where: { id: staff.id } })).phoneEncrypted)).toBe(staff.phone);
      expect(await readSealedFile(storageKey)).toEqual(picture);
      expect(isSealedWithNewest((await objectStore().get(pageKey)) ?? Buffer.alloc(16))).toBe(true);
      // Equality does not hang on these keys.
      expect(after.documentIndex).toBe(before.documentIndex);
    } finally {
      if (old) env().DATA_ENCRYPTION_KEYS.push(old);
    }
  });
});
