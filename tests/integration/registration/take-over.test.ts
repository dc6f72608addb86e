import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { saveDraft } from "@/lib/domain/registration/commands/save-draft";
import { takeOverDetails } from "@/lib/domain/registration/commands/take-over-details";
import { earlierRegistration } from "@/lib/domain/registration/queries/earlier-registration";
import { ownDetails } from "@/lib/domain/registration/queries/own-details";
import { createAccount, createExamSession, createRegistration, newDocument } from "../../support/factories";

const now = new Date();
const blank = {
  detailsSavedAt: null,
  name: null,
  sex: null,
  idType: null,
  documentEncrypted: null,
  documentIndex: null,
} as const;

/** Somebody who took part last year and begins anew. */
async function returning(last: Parameters<typeof createRegistration>[0] = {}) {
  const account = await createAccount();
  const document = newDocument();
  const past = await createExamSession({ now, title: "去年的考试" });
  await createRegistration({
    status: "PAID",
    accountId: account.id,
    examSessionId: past.id,
    document,
    name: "王𬱖",
    ...last,
  });
  const examSession = await createExamSession({ now });
  const registration = await createRegistration({
    status: "DRAFT",
    accountId: account.id,
    examSessionId: examSession.id,
    ...blank,
  });
  return {
    document,
    examSession,
    registration,
    own: { accountId: account.id, examSessionId: examSession.id },
  };
}

describe("a returning candidate", () => {
  it("is offered what was handed in last time, and takes it into the draft, not into the registration", async () => {
    const { document, examSession, registration, own } = await returning();
    expect(await earlierRegistration(own)).toMatchObject({ sessionTitle: "去年的考试" });
    expect(await takeOverDetails({ ...own, now })).toMatchObject({ ok: true });
    const details = await ownDetails(own);
    expect(details?.draft).toMatchObject({
      name: "王𬱖",
      documentNumber: document,
      idType: "RESIDENT_ID",
      // The lists of this session, found by their names.
      language: examSession.languages[0]?.id,
      school: examSession.schools[0]?.id,
    });
    expect(details?.draft?.graduationMonth).toBeUndefined();
    expect(details).toMatchObject({ detailsSavedAt: null, name: null });
    expect((await db().registration.findUniqueOrThrow({ where: { id: registration.id } })).status).toBe("DRAFT");
  });

  it("finds what is no longer offered left empty", async () => {
    const { own } = await returning({ level: "博士" });
    await takeOverDetails({ ...own, now });
    expect((await ownDetails(own))?.draft?.level).toBe("");
  });

  it("is offered nothing of a registration that was never handed in, nor of anybody else's", async () => {
    const account = await createAccount();
    const { id: accountId } = account;
    await createRegistration({ status: "DRAFT", accountId });
    await createRegistration({ status: "PAID" });
    const examSession = await createExamSession({ now });
    await createRegistration({ status: "DRAFT", accountId, examSessionId: examSession.id, ...blank });
    expect(await earlierRegistration({ accountId, examSessionId: examSession.id })).toBeNull();
    expect(await takeOverDetails({ accountId, examSessionId: examSession.id, now })).toEqual({
      ok: false,
      error: "nothing_to_take_over",
    });
  });

  it("does not overwrite a form that was saved meanwhile", async () => {
    const { own, registration } = await returning();
    await db().registration.update({ where: { id: registration.id }, data: { detailsSavedAt: now, name: "李四" } });
    expect(await takeOverDetails({ ...own, now })).toEqual({ ok: false, error: "draft_outdated" });
    expect(await saveDraft({ ...own, typed: { name: "李四四" }, basis: now, now })).toMatchObject({ ok: true });
  });
});
