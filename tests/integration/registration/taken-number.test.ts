import { describe, expect, it } from "vitest";
import { documentLookups } from "@/lib/domain/account/limits";
import { openAppeal } from "@/lib/domain/appeal/commands/document-appeal";
import { db } from "@/lib/adapter/db/client";
import { saveDetails } from "@/lib/domain/registration/commands/save-details";
import { submit } from "@/lib/domain/registration/commands/submit";
import { detailsContext } from "@/lib/domain/registration/queries/standing";
import { createAccount, createExamSession, createRegistration, newDocument } from "@/tests/support/factories";

const now = new Date();
type Registration = Awaited<ReturnType<typeof createRegistration>>;
const ownerOf = ({ accountId, examSessionId }: Registration) => ({ accountId, examSessionId });
const outcome = (result: { ok: true } | { ok: false; error: string }) => (result.ok ? "ok" : result.error);

/** 下一步 of somebody who types this number. */
async function type(registration: Registration, documentNumber: string): Promise<string> {
  const filling = await detailsContext(ownerOf(registration));
  const typed = {
    category: "ADULT_ENROLLED",
    name: "张三",
    sex: "MALE",
    idType: "RESIDENT_ID",
    documentNumber,
    level: "专升本",
    language: filling.lists.languages[0]?.id,
    school: filling.lists.schools[0]?.id,
    studentNumber: "2023000001",
  };
  return outcome(await saveDetails({ ...filling, typed, now }));
}

describe("a document number that somebody else holds", () => {
  it("is told when the form is saved, and the form is kept; the appeal is open at once", async () => {
    const { id: examSessionId } = await createExamSession();
    const { document } = await createRegistration({ examSessionId, status: "SUBMITTED" });
    const mine = await createRegistration({ examSessionId });
    expect(await type(mine, document)).toBe("document_already_registered");
    const row = await db().registration.findUniqueOrThrow({ where: { id: mine.id } });
    expect(row).toMatchObject({ status: "DRAFT", studentNumber: "2023000001" });
    expect(outcome(await openAppeal({ ...ownerOf(mine), statement: "是我的号码", now }))).toBe("ok");
    // The submit decides, whatever was told before.
    expect(outcome(await submit({ ...ownerOf(mine), version: row.version, now }))).toBe("document_already_registered");
  });

  it.each(["DRAFT", "REFUSED", "CANCELLED"] as const)("is free where the other registration is %s", async (status) => {
    const { id: examSessionId } = await createExamSession();
    const { document } = await createRegistration({ examSessionId, status });
    expect(await type(await createRegistration({ examSessionId }), document)).toBe("ok");
  });

  it("is free where it is one's own, or another session's", async () => {
    const mine = await createRegistration({ document: newDocument() });
    await createRegistration({ status: "SUBMITTED", document: mine.document });
    expect(await type(mine, mine.document)).toBe("ok");
  });

  it("is told where an approval bound it to another phone", async () => {
    const mine = await createRegistration();
    const { documentIndex } = mine;
    await createAccount({ documentIndex });
    expect(await type(mine, mine.document)).toBe("document_of_other_account");
  });

  it("is told to whoever was sent back too, who keeps what he typed and may appeal", async () => {
    const { id: examSessionId } = await createExamSession();
    const { document } = await createRegistration({ examSessionId, status: "SUBMITTED" });
    const mine = await createRegistration({ examSessionId, status: "RETURNED", reopenedItems: ["documentNumber"] });
    expect(await type(mine, document)).toBe("document_already_registered");
    expect((await db().registration.findUniqueOrThrow({ where: { id: mine.id } })).documentIndex).toBe(
      mine.documentIndex,
    );
    expect(outcome(await openAppeal({ ...ownerOf(mine), statement: "是我的号码", now }))).toBe("ok");
  });

  it("is told only so often a day: then the form is saved in silence, and an appeal says no more either", async () => {
    const { id: examSessionId } = await createExamSession();
    const { document } = await createRegistration({ examSessionId, status: "SUBMITTED" });
    const mine = await createRegistration({ examSessionId });
    for (let time = 0; time < documentLookups.points; time++) expect(await type(mine, newDocument())).toBe("ok");
    expect(await type(mine, document)).toBe("ok");
    // Pressed again on the same number it stays silent.
    expect(await type(mine, document)).toBe("ok");
    expect(outcome(await openAppeal({ ...ownerOf(mine), statement: "是我的号码", now }))).toBe(
      "document_lookups_used_up",
    );
    expect(await type(await createRegistration({ examSessionId }), document)).toBe("document_already_registered");
  });

  it("goes to one of two who submit it at once, though both were told that it was free", async () => {
    const { id: examSessionId } = await createExamSession();
    const pair = [await createRegistration({ examSessionId }), await createRegistration({ examSessionId })];
    const document = newDocument();
    expect(await Promise.all(pair.map((one) => type(one, document)))).toEqual(["ok", "ok"]);
    const submitted = await Promise.all(
      pair.map(async (one) => {
        const { version } = await db().registration.findUniqueOrThrow({ where: { id: one.id } });
        return outcome(await submit({ ...ownerOf(one), version, now }));
      }),
    );
    expect(submitted.toSorted()).toEqual(["document_already_registered", "ok"]);
  });
});
