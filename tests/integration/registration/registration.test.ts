import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { saveDetails as saveFilling } from "@/lib/domain/registration/commands/save-details";
import { saveDraft } from "@/lib/domain/registration/commands/save-draft";
import { detailsContext, type CandidateInExamSession } from "@/lib/domain/registration/queries/standing";
import { startRegistration } from "@/lib/domain/registration/commands/start-registration";
import { submit } from "@/lib/domain/registration/commands/submit";
import { withdraw } from "@/lib/domain/registration/commands/withdraw";
import { ownDetails } from "@/lib/domain/registration/queries/own-details";
import type { DetailsInput } from "@/lib/domain/registration/schema";
import {
  createAccount,
  createExamSession,
  createFile,
  createRegistration,
  createStaff,
  newDocument,
} from "@/tests/support/factories";
import { saveSession } from "@/tests/support/session-form";

const at = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);
const outcome = (result: { ok: true } | { ok: false; error: string }) => (result.ok ? "ok" : result.error);
const ownerOf = ({ accountId, examSessionId }: { accountId: string; examSessionId: string }) => ({
  accountId,
  examSessionId,
});
const reread = (id: string) => db().registration.findUniqueOrThrow({ where: { id } });

/** 下一步, as the route does it: what is needed is read, then the form is saved. */
const saveDetails = async ({ typed, now, ...own }: CandidateInExamSession & { typed: DetailsInput; now: Date }) =>
  saveFilling({ ...(await detailsContext(own)), typed, now });

/** A form of 信息填写 in which everything holds. */
async function someForm(
  examSessionId: string,
  overrides: DetailsInput = {},
): Promise<DetailsInput & { documentNumber: string }> {
  const examSession = await db().examSession.findUniqueOrThrow({
    where: { id: examSessionId },
    include: { schools: true, languages: true },
  });
  return {
    category: "ADULT_ENROLLED",
    name: "李四",
    sex: "MALE",
    idType: "RESIDENT_ID",
    level: "专升本",
    language: examSession.languages[0]?.id,
    school: examSession.schools[0]?.id,
    studentNumber: "2023000001",
    ...overrides,
    documentNumber: overrides.documentNumber ?? newDocument(),
  };
}

describe("the registration window", () => {
  const edges = [
    ["opens", -1, "registration_not_started"],
    ["opens", 0, "ok"],
    ["opens", 1, "ok"],
    ["closes", -1, "ok"],
    ["closes", 0, "registration_closed"],
    ["closes", 1, "registration_closed"],
  ] as const;

  it.each(edges)("%s %d ms: %s, for every command", async (edge, milliseconds, expected) => {
    const examSession = await createExamSession();
    const now = at(edge === "opens" ? examSession.registrationOpensAt : examSession.registrationClosesAt, milliseconds);
    const begun = await createRegistration({ examSessionId: examSession.id });
    const complete = await createRegistration({ examSessionId: examSession.id });
    const fresh = { accountId: (await createAccount()).id, examSessionId: examSession.id };

    expect(outcome(await startRegistration({ ...fresh, textsVersion: examSession.textsVersion, now }))).toBe(expected);
    expect(
      outcome(await saveDraft({ ...ownerOf(begun), typed: { name: "李" }, basis: begun.detailsSavedAt, now })),
    ).toBe(expected);
    expect(outcome(await saveDetails({ ...ownerOf(begun), typed: await someForm(examSession.id), now }))).toBe(
      expected,
    );
    expect(outcome(await submit({ ...ownerOf(complete), version: complete.version, now }))).toBe(expected);
    const submitted = await createRegistration({ examSessionId: examSession.id, status: "SUBMITTED" });
    expect(outcome(await withdraw({ ...ownerOf(submitted), now }))).toBe(
      expected === "ok" ? "ok" : "withdrawal_closed",
    );
  });

  it.each([
    [-1, "ok"],
    [0, "registration_closed"],
  ] as const)("lets who was sent back resubmit until review closes: %d ms %s", async (milliseconds, expected) => {
    const returned = await createRegistration({ status: "RETURNED" });
    const { reviewClosesAt } = await db().examSession.findUniqueOrThrow({ where: { id: returned.examSessionId } });
    const now = at(reviewClosesAt, milliseconds);
    expect(outcome(await submit({ ...ownerOf(returned), version: returned.version, now }))).toBe(expected);
  });

  it.each([
    [-1, "ok"],
    [0, "registration_closed"],
  ] as const)("is kept open for one person until the override ends: %d ms %s", async (milliseconds, expected) => {
    const late = await createRegistration();
    const examSession = await db().examSession.findUniqueOrThrow({ where: { id: late.examSessionId } });
    const until = at(examSession.registrationClosesAt, 3_600_000);
    const staff = await createStaff();
    await db().stepOverride.create({
      data: { registrationId: late.id, step: "REGISTRATION", until, reason: "停电", staffId: staff.id },
    });
    expect(outcome(await submit({ ...ownerOf(late), version: late.version, now: at(until, milliseconds) }))).toBe(
      expected,
    );
  });
});

describe("startRegistration", () => {
  it("begins once, however often it is pressed", async () => {
    const examSession = await createExamSession();
    const own = { accountId: (await createAccount()).id, examSessionId: examSession.id };
    const now = new Date();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => startRegistration({ ...own, textsVersion: examSession.textsVersion, now })),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    const [row, ...others] = await db().registration.findMany({ where: own });
    expect(others).toHaveLength(0);
    expect(row).toMatchObject({ status: "DRAFT", noticeVersion: examSession.textsVersion, noticeConfirmedAt: now });
    expect(await db().auditEntry.count({ where: { action: "registration.start", subjectId: row?.id ?? "" } })).toBe(1);
  });

  it("does not take a confirmation of texts that have changed since", async () => {
    const examSession = await createExamSession({ textsVersion: 2 });
    const own = { accountId: (await createAccount()).id, examSessionId: examSession.id };
    expect(outcome(await startRegistration({ ...own, textsVersion: 1, now: new Date() }))).toBe("texts_changed");
    expect(await db().registration.count({ where: own })).toBe(0);
  });
});

describe("saveDraft", () => {
  it("keeps what was typed, right or wrong, encrypted, and shows it to its owner alone", async () => {
    const registration = await createRegistration({ bare: true });
    const typed = { name: "张", documentNumber: "4201" };
    expect(outcome(await saveDraft({ ...ownerOf(registration), typed, basis: null, now: new Date() }))).toBe("ok");
    expect((await ownDetails(ownerOf(registration)))?.draft).toEqual(typed);
    const { draftEncrypted } = await reread(registration.id);
    expect(Buffer.from(draftEncrypted ?? "", "base64").toString()).not.toContain("4201");

    const stranger = await createAccount();
    const other = { accountId: stranger.id, examSessionId: registration.examSessionId };
    expect(outcome(await saveDraft({ ...other, typed, basis: null, now: new Date() }))).toBe("step_comes_later");
    expect(await ownDetails(other)).toBeNull();
  });

  it("keeps what another device wrote into other fields, also when both write at once", async () => {
    const registration = await createRegistration({ bare: true });
    const write = (typed: Record<string, string>) =>
      saveDraft({ ...ownerOf(registration), typed, basis: null, now: new Date() });
    await write({ name: "王小明", studentNumber: "2023" });
    await Promise.all([write({ studentNumber: "" }), write({ documentNumber: "4201" }), write({ level: "专升本" })]);
    expect((await ownDetails(ownerOf(registration)))?.draft).toEqual({
      name: "王小明",
      studentNumber: "",
      documentNumber: "4201",
      level: "专升本",
    });
  });

  it("does not come back over what was saved after it was typed", async () => {
    const registration = await createRegistration();
    const basis = registration.detailsSavedAt;
    const typed = await someForm(registration.examSessionId);
    expect(outcome(await saveDetails({ ...ownerOf(registration), typed, now: new Date(Date.now() + 1000) }))).toBe(
      "ok",
    );
    expect(outcome(await saveDraft({ ...ownerOf(registration), typed: { name: "旧" }, basis, now: new Date() }))).toBe(
      "draft_outdated",
    );
    expect((await ownDetails(ownerOf(registration)))?.draft).toBeNull();
  });
});

describe("saveDetails", () => {
  it("says everything that is wrong at once, missing documents included, and keeps what was typed", async () => {
    const registration = await createRegistration({ bare: true });
    const typed = {
      name: "张3",
      sex: "FEMALE",
      idType: "RESIDENT_ID",
      documentNumber: "11010519491231002X",
      accommodation: "轮椅\u0000",
    };
    const result = await saveDetails({ ...ownerOf(registration), typed, now: new Date() });
    expect(result).toMatchObject({
      error: "details_invalid",
      problems: {
        category: ["category_required"],
        name: ["name_characters"],
        ID_FRONT: ["id_front_required"],
        PROOF: ["proof_required"],
      },
    });
    expect((await ownDetails(ownerOf(registration)))?.draft).toEqual(typed);
  });

  it("reads of a returned registration only what was sent back", async () => {
    const registration = await createRegistration({ status: "RETURNED", reopenedItems: ["name"] });
    const typed = { name: "王五", level: "高起本", documentNumber: "1" };
    expect(outcome(await saveDetails({ ...ownerOf(registration), typed, now: new Date() }))).toBe("ok");
    expect(await reread(registration.id)).toMatchObject({
      name: "王五",
      level: "专升本",
      documentIndex: registration.documentIndex,
    });
  });
});

describe("saveDetails", () => {
  it("refuses, at the field, what staff took from the lists while the form was open", async () => {
    const registration = await createRegistration();
    const typed = await someForm(registration.examSessionId, {
      level: "高起本",
      school: "019a0000-0000-7000-8000-00000000dead",
    });
    await db().examSession.update({ where: { id: registration.examSessionId }, data: { levels: ["专升本"] } });
    expect(await saveDetails({ ...ownerOf(registration), typed, now: new Date() })).toMatchObject({
      error: "details_invalid",
      problems: { level: ["level_required"], school: ["school_required"] },
    });
  });

  it("closes an entry to newcomers, and leaves it to who has chosen it", async () => {
    const examSession = await createExamSession();
    const [school] = examSession.schools;
    const teachingPoint = school?.teachingPoints[0]?.id ?? "";
    const other = { ...(await someForm(examSession.id)), level: "高起本", teachingPoint };
    const begun = await createRegistration({
      examSessionId: examSession.id,
      level: null,
      languageId: null,
      schoolId: null,
      teachingPointId: null,
    });
    const now = new Date();
    expect(outcome(await saveDetails({ ...ownerOf(begun), typed: other, now }))).toBe("ok");

    const lists = {
      schools: "武汉轻工大学 停报：校本部 停报\n新学校",
      languages: "英语 1 停报\n日语 2\n俄语 3\n法语 4\n德语 5",
      levels: "专升本\n高起本 停报",
      [`categoryClosed-${other.category}`]: "on",
      [`idTypeClosed-${other.idType}`]: "on",
      // It does not have this one, and so cannot close it.
      "idType-PASSPORT": "",
      "idTypeClosed-PASSPORT": "on",
    };
    expect(await saveSession(examSession.id, lists)).toMatchObject({ ok: true });
    expect(await db().examSession.findUnique({ where: { id: examSession.id } })).toMatchObject({
      closedCategories: [other.category],
      closedIdTypes: [other.idType],
    });
    expect((await ownDetails(ownerOf(begun)))?.level).toBe("高起本");
    expect(outcome(await saveDetails({ ...ownerOf(begun), typed: { ...other, name: "王五" }, now }))).toBe("ok");
    // He has given the language up: it is closed to him too from then on.
    const japanese = examSession.languages[1]?.id;
    expect(outcome(await saveDetails({ ...ownerOf(begun), typed: { ...other, language: japanese }, now }))).toBe("ok");
    expect(await saveDetails({ ...ownerOf(begun), typed: other, now })).toMatchObject({
      error: "details_invalid",
      problems: { language: ["language_required"] },
    });

    const newcomer = await createRegistration({
      examSessionId: examSession.id,
      detailsSavedAt: null,
      category: null,
      idType: null,
      level: null,
      languageId: null,
      schoolId: null,
      teachingPointId: null,
    });
    const typed = { ...other, documentNumber: newDocument() };
    expect(await saveDetails({ ...ownerOf(newcomer), typed, now })).toMatchObject({
      error: "details_invalid",
      problems: {
        category: ["category_required"],
        idType: ["id_type_required"],
        level: ["level_required"],
        language: ["language_required"],
        school: ["school_required"],
      },
    });
  });

  it("writes the columns, the number only encrypted, indexed and masked, and clears the draft", async () => {
    const registration = await createRegistration({ detailsSavedAt: null });
    const typed = await someForm(registration.examSessionId);
    await saveDraft({ ...ownerOf(registration), typed: { name: "李" }, basis: null, now: new Date() });
    expect(outcome(await saveDetails({ ...ownerOf(registration), typed, now: new Date() }))).toBe("ok");

    const row = await reread(registration.id);
    expect(row).toMatchObject({ name: "李四", sex: "MALE", draftEncrypted: null, version: 2, birthDatePlain: null });
    expect(decryptColumn("registration.birth_date_encrypted", row.id, row.birthDateEncrypted ?? "")).toBe("1995-01-01");
    expect(decryptColumn("registration.document_encrypted", row.id, row.documentEncrypted ?? "")).toBe(
      typed.documentNumber,
    );
    expect(row.documentMasked).toBe(`${typed.documentNumber.slice(0, 4)}**********${typed.documentNumber.slice(-4)}`);
    const audit = await db().auditEntry.findMany({ where: { subjectId: registration.id } });
    expect(audit.map(({ action }) => action)).toEqual(["registration.save_details"]);
    expect(
      JSON.stringify(audit, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain("李四");
  });

  it("refuses who graduated before the session's month", async () => {
    const examSession = await createExamSession({ graduationMonth: "2023-06" });
    const registration = await createRegistration({ examSessionId: examSession.id });
    const save = async (graduationMonth: string) =>
      outcome(
        await saveDetails({
          ...ownerOf(registration),
          typed: await someForm(examSession.id, { category: "ADULT_GRADUATING", graduationMonth }),
          now: new Date(),
        }),
      );
    expect(await save("2023-05")).toBe("graduated_earlier");
    expect(await save("2023-06")).toBe("ok");
  });

  it("changes of a returned registration only what was sent back", async () => {
    const registration = await createRegistration({ status: "RETURNED", reopenedItems: ["name"] });
    const typed = await someForm(registration.examSessionId, { name: "王五", studentNumber: "999999" });
    expect(outcome(await saveDetails({ ...ownerOf(registration), typed, now: new Date() }))).toBe("ok");
    const row = await reread(registration.id);
    expect(row).toMatchObject({
      name: "王五",
      studentNumber: registration.studentNumber,
      documentIndex: registration.documentIndex,
    });
  });

  it.each<RegistrationStatus>(["SUBMITTED", "PRE_APPROVED", "REFUSED", "APPROVED", "PAID", "CANCELLED"])(
    "is closed to a registration that is %s",
    async (status) => {
      const registration = await createRegistration({ status });
      const typed = await someForm(registration.examSessionId);
      expect(outcome(await saveDetails({ ...ownerOf(registration), typed, now: new Date() }))).toBe(
        "registration_not_editable",
      );
      expect((await reread(registration.id)).name).toBe(registration.name);
    },
  );

  it("refuses a returned candidate who takes a number that is registered already", async () => {
    const first = await createRegistration({ status: "SUBMITTED" });
    const second = await createRegistration({
      status: "RETURNED",
      reopenedItems: ["documentNumber"],
      examSessionId: first.examSessionId,
    });
    const typed = await someForm(first.examSessionId, { documentNumber: first.document });
    expect(outcome(await saveDetails({ ...ownerOf(second), typed, now: new Date() }))).toBe(
      "document_already_registered",
    );
  });
});

describe("submit", () => {
  it("has one effect when a hundred arrive at once", async () => {
    const registration = await createRegistration();
    const now = new Date("2026-11-24T04:05:06.789Z");
    await db().examSession.update({
      where: { id: registration.examSessionId },
      data: { registrationOpensAt: at(now, -1000), registrationClosesAt: at(now, 1000) },
    });
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => submit({ ...ownerOf(registration), version: registration.version, now })),
    );
    // Whoever presses twice reads the same answer twice.
    expect(outcomes).toEqual(
      outcomes.map(() => ({ ok: true, value: { status: "SUBMITTED", version: registration.version + 1 } })),
    );
    expect(await db().registrationEvent.count({ where: { registrationId: registration.id } })).toBe(1);
    expect(await db().auditEntry.count({ where: { subjectId: registration.id, action: "registration.submit" } })).toBe(
      1,
    );
    const row = await reread(registration.id);
    expect(row).toMatchObject({ status: "SUBMITTED", submittedAt: now, version: registration.version + 1 });
    expect(row.registrationNumber).toMatch(/^27736520261124120506\d{4}$/);
  });

  it("keeps the 报名号 when a registration is submitted again", async () => {
    const registration = await createRegistration();
    const first = await submit({ ...ownerOf(registration), version: registration.version, now: new Date() });
    const { registrationNumber } = await reread(registration.id);
    expect(first.ok && registrationNumber).toBeTruthy();
    expect(outcome(await withdraw({ ...ownerOf(registration), now: new Date() }))).toBe("ok");
    const { version } = await reread(registration.id);
    expect(outcome(await submit({ ...ownerOf(registration), version, now: at(new Date(), 5000) }))).toBe("ok");
    expect((await reread(registration.id)).registrationNumber).toBe(registrationNumber);
  });

  it("gives different numbers to many who submit in the same second", async () => {
    const examSession = await createExamSession();
    const all = await Promise.all(
      Array.from({ length: 40 }, () => createRegistration({ examSessionId: examSession.id })),
    );
    const now = new Date();
    const outcomes = await Promise.all(all.map((one) => submit({ ...ownerOf(one), version: one.version, now })));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
  });

  it("lets one of two who claim the same document through, and tells the other", async () => {
    const examSession = await createExamSession();
    const document = newDocument();
    const pair = [
      await createRegistration({ examSessionId: examSession.id, document }),
      await createRegistration({ examSessionId: examSession.id, document }),
    ];
    const outcomes = await Promise.all(
      pair.map((one) => submit({ ...ownerOf(one), version: one.version, now: new Date() })),
    );
    expect(outcomes.map(outcome).toSorted()).toEqual(["document_already_registered", "ok"]);
  });

  it("takes a document that a draft or a refused registration holds", async () => {
    const examSession = await createExamSession();
    const document = newDocument();
    await createRegistration({ examSessionId: examSession.id, document });
    await createRegistration({ examSessionId: examSession.id, document, status: "REFUSED" });
    const owner = await createRegistration({ examSessionId: examSession.id, document });
    expect(outcome(await submit({ ...ownerOf(owner), version: owner.version, now: new Date() }))).toBe("ok");
  });

  it("answers a press that comes late as the first one, and one from an older page not", async () => {
    const registration = await createRegistration();
    const press = (version: number) => submit({ ...ownerOf(registration), version, now: new Date() });
    await press(registration.version);
    expect(outcome(await press(registration.version))).toBe("ok");
    expect(outcome(await press(registration.version - 1))).toBe("registration_not_editable");
    expect(await db().registrationEvent.count({ where: { registrationId: registration.id } })).toBe(1);
  });

  it("does not hand in what the candidate has not seen", async () => {
    const registration = await createRegistration();
    const typed = await someForm(registration.examSessionId);
    await saveDetails({ ...ownerOf(registration), typed, now: new Date() });
    const stale = { ...ownerOf(registration), version: registration.version, now: new Date() };
    expect(outcome(await submit(stale))).toBe("registration_changed_meanwhile");
  });

  it("does not hand in what is incomplete", async () => {
    const bare = await createRegistration({ bare: true });
    expect(outcome(await submit({ ...ownerOf(bare), version: bare.version, now: new Date() }))).toBe(
      "step_comes_later",
    );
    const without = await createRegistration();
    await db().storedFile.updateMany({
      where: { registrationId: without.id, kind: "PORTRAIT" },
      data: { removedAt: new Date() },
    });
    expect(outcome(await submit({ ...ownerOf(without), version: without.version, now: new Date() }))).toBe(
      "step_comes_later",
    );
    await createFile(without, { kind: "PORTRAIT" });
    expect(outcome(await submit({ ...ownerOf(without), version: without.version, now: new Date() }))).toBe("ok");
  });
});

describe("withdraw", () => {
  it("takes back a submitted registration, once", async () => {
    const registration = await createRegistration({ status: "SUBMITTED" });
    const now = new Date();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => withdraw({ ...ownerOf(registration), now })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await reread(registration.id)).status).toBe("DRAFT");
    expect(await db().registrationEvent.count({ where: { registrationId: registration.id, event: "withdraw" } })).toBe(
      1,
    );
  });

  it.each<RegistrationStatus>(["DRAFT", "RETURNED", "APPROVED", "PAID", "REFUSED"])(
    "is no way out of %s",
    async (status) => {
      const registration = await createRegistration({ status });
      expect(outcome(await withdraw({ ...ownerOf(registration), now: new Date() }))).toBe(
        "registration_not_in_expected_status",
      );
    },
  );
});
