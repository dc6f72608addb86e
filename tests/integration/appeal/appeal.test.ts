import { describe, expect, it } from "vitest";
import { answerAppeal, openAppeal } from "@/lib/domain/appeal/commands/document-appeal";
import {
  appealCase,
  appealsOf,
  countWaitingDocumentAppeals,
  ownAppeals,
} from "@/lib/domain/appeal/queries/document-appeals";
import { db } from "@/lib/adapter/db/client";
import { createExamSession, createRegistration, createStaff, newDocument } from "../../support/factories";

const now = new Date();

/** Somebody has submitted a number, and its owner holds a draft with the same. */
async function taken() {
  const examSession = await createExamSession({ now });
  const document = newDocument();
  const holder = await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id, document });
  const owner = await createRegistration({ status: "DRAFT", examSessionId: examSession.id, document });
  return {
    examSession,
    holder,
    owner,
    own: { accountId: owner.accountId, examSessionId: examSession.id, statement: "本人没有用其他手机号报名。", now },
  };
}

describe("an appeal", () => {
  it("is opened once, however often one presses, and shows the office both sides", async () => {
    const { examSession, holder, owner, own } = await taken();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => openAppeal(own)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error])))).toEqual(
      new Set(["appeal_already_open"]),
    );

    const { waiting } = await appealsOf(examSession.id);
    expect(await countWaitingDocumentAppeals(examSession.id)).toBe(waiting.length);
    expect(waiting).toHaveLength(1);
    const found = await appealCase(waiting[0]?.id ?? "");
    expect(found).toMatchObject({ statement: own.statement, appellant: { id: owner.id }, holder: { id: holder.id } });
    const [row] = await db().appeal.findMany({ where: { registrationId: owner.id } });
    expect(row?.statementEncrypted).not.toContain("本人");
  });

  it("is refused when nobody holds the number", async () => {
    const registration = await createRegistration({ status: "DRAFT" });
    const { accountId, examSessionId } = registration;
    expect(await openAppeal({ accountId, examSessionId, statement: "说明", now })).toEqual({
      ok: false,
      error: "document_not_taken",
    });
    const stranger = await createRegistration({ status: "DRAFT", examSessionId });
    expect(await ownAppeals({ accountId: stranger.accountId, examSessionId })).toEqual([]);
  });

  it("no longer shows a holder once the other registration was refused", async () => {
    const { holder, own } = await taken();
    const opened = await openAppeal(own);
    await db().registration.update({ where: { id: holder.id }, data: { status: "REFUSED" } });
    expect(await appealCase(opened.ok ? opened.value.id : "")).toMatchObject({ holder: null });
  });

  it("is answered by one of two, and the candidate reads it and may appeal again", async () => {
    const { examSession, own } = await taken();
    const opened = await openAppeal(own);
    const appealId = opened.ok ? opened.value.id : "";
    const [first, second] = [await createStaff({ role: "EXAM_OFFICER" }), await createStaff({ role: "EXAM_OFFICER" })];
    const answers = await Promise.all([
      answerAppeal({ appealId, staffId: first.id, answer: "已核实，请直接提交报名。", now }),
      answerAppeal({ appealId, staffId: second.id, answer: "请携带身份证件到办公室。", now }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const [read] = await ownAppeals(own);
    expect(["已核实，请直接提交报名。", "请携带身份证件到办公室。"]).toContain(read?.answer);
    expect(await db().auditEntry.count({ where: { subjectId: appealId, action: "appeal.answer" } })).toBe(1);
    expect((await openAppeal(own)).ok).toBe(true);
    expect((await appealsOf(examSession.id)).answered).toHaveLength(1);
    // The new one; the answered one waits no more.
    expect(await countWaitingDocumentAppeals(examSession.id)).toBe(1);
  });
});
