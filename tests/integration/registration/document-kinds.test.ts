import { describe, expect, it } from "vitest";
import { itemLabel } from "@/app/_lib/id-type-guides";
import { db } from "@/lib/adapter/db/client";
import { IdType } from "@/lib/adapter/db/enums";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { demoSessionId, seedDemo } from "@/lib/demo/seed";
import { storeUpload } from "@/lib/domain/registration/commands/store-upload";
import { saveDetails } from "@/lib/domain/registration/commands/save-details";
import { startRegistration } from "@/lib/domain/registration/commands/start-registration";
import { submit } from "@/lib/domain/registration/commands/submit";
import { detailsContext } from "@/lib/domain/registration/queries/standing";
import { createAccount, createExamSession, newDocument } from "@/tests/support/factories";
import { picture } from "@/tests/support/pictures";

const now = new Date();

/**
 * Per kind: a number as it may be typed and as it is kept, what is said to be missing, and what the pictures are
 * called.
 */
const kinds: Record<IdType, { typed: string; kept: string; missing: object; names: string[] }> = {
  RESIDENT_ID: {
    typed: newDocument().toLowerCase(),
    kept: "",
    missing: { ID_FRONT: ["id_front_required"], ID_BACK: ["id_back_required"] },
    names: ["身份证号", "身份证正面照片", "身份证反面照片"],
  },
  HK_MACAO_TAIWAN_RESIDENCE: {
    typed: " 830000 19940823 0025 ",
    kept: "830000199408230025",
    missing: { ID_FRONT: ["document_front_required"], ID_BACK: ["document_back_required"] },
    names: ["证件号码", "居住证正面照片", "居住证反面照片"],
  },
  HK_MACAO_PERMIT: {
    typed: "h01234567",
    kept: "H01234567",
    missing: { ID_FRONT: ["document_front_required"], ID_BACK: ["document_back_required"] },
    names: ["证件号码", "通行证正面照片", "通行证反面照片"],
  },
  TAIWAN_PERMIT: {
    typed: "０１２３４５６７",
    kept: "01234567",
    missing: { ID_FRONT: ["document_front_required"], ID_BACK: ["document_back_required"] },
    names: ["证件号码", "通行证正面照片", "通行证反面照片"],
  },
  FOREIGN_RESIDENT_ID: {
    typed: "911124198108030024",
    kept: "911124198108030024",
    missing: { ID_FRONT: ["document_front_required"], ID_BACK: ["document_back_required"] },
    names: ["证件号码", "永久居留身份证正面照片", "永久居留身份证反面照片"],
  },
  PASSPORT: {
    typed: "e1234 5678",
    kept: "E12345678",
    missing: { ID_FRONT: ["passport_page_required"] },
    names: ["证件号码", "护照资料页照片", "护照其他页照片"],
  },
};

describe.each(Object.values(IdType))("a candidate with %s", (idType) => {
  it("fills in the form, uploads the pictures of his document and submits", { timeout: 60_000 }, async () => {
    const { typed: number, kept, missing, names } = kinds[idType];
    const examSession = await createExamSession();
    const own = { accountId: (await createAccount()).id, examSessionId: examSession.id };
    expect((await startRegistration({ ...own, textsVersion: examSession.textsVersion, now })).ok).toBe(true);
    const typed = {
      category: "ADULT_ENROLLED",
      name: "张伟",
      sex: idType === "HK_MACAO_TAIWAN_RESIDENCE" ? "FEMALE" : "MALE",
      idType,
      documentNumber: number,
      level: "专升本",
      language: examSession.languages[0]?.id,
      school: examSession.schools[0]?.id,
      studentNumber: "2023000001",
    };
    const save = async () => saveDetails({ ...(await detailsContext(own)), typed, now });
    expect(await save()).toEqual({
      ok: false,
      error: "details_invalid",
      problems: { ...missing, PROOF: ["proof_required"] },
    });

    const { id: registrationId } = await db().registration.findUniqueOrThrow({
      where: { accountId_examSessionId: own },
    });
    const upload = async (kind: "ID_FRONT" | "ID_BACK" | "PROOF" | "PORTRAIT") => {
      const source = await picture(480, 640, `#${kind.length}04040`).jpeg().toBuffer();
      return storeUpload({ accountId: own.accountId, registrationId, kind, source, faceConsent: true, now });
    };
    for (const kind of [...(Object.keys(missing) as ("ID_FRONT" | "ID_BACK")[]), "PROOF"] as const) {
      expect((await upload(kind)).ok).toBe(true);
    }
    expect((await save()).ok).toBe(true);
    expect((await upload("PORTRAIT")).ok).toBe(true);
    const { version } = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
    expect(await submit({ ...own, version, now })).toMatchObject({ ok: true });
    const row = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
    expect(row).toMatchObject({ status: "SUBMITTED", idType });
    expect(decryptColumn("registration.document_encrypted", row.id, row.documentEncrypted ?? "")).toBe(
      kept || number.toUpperCase(),
    );
    expect((["documentNumber", "ID_FRONT", "ID_BACK"] as const).map((item) => itemLabel(item, idType))).toEqual(names);
  });
});

it("the demo offers all of them", async () => {
  await seedDemo({ now });
  const { idTypes } = await db().examSession.findUniqueOrThrow({ where: { id: demoSessionId } });
  expect(idTypes.toSorted()).toEqual(Object.values(IdType).toSorted());
});
