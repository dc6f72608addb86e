import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { answerRequest, sendRequestSms } from "@/lib/domain/correction/commands/answer-request";
import { fileRequest } from "@/lib/domain/correction/commands/file-request";
import { proposeCorrection } from "@/lib/domain/correction/commands/propose-correction";
import { ownRequests, requestCase, requestList } from "@/lib/domain/correction/queries/requests";
import { createAccount, createRegistration, createStaff, newDocument } from "../../support/factories";
import { messagesTo } from "../../support/sms";

let officer: { id: string };
beforeAll(async () => {
  officer = await createStaff({ role: "EXAM_OFFICER", name: "闻人考务" });
});

type Own = { accountId: string; examSessionId: string };

const file = (own: Own, change: object = {}) =>
  fileRequest({
    accountId: own.accountId,
    examSessionId: own.examSessionId,
    item: "name",
    wanted: "张三丰",
    statement: "身份证上是张三丰",
    now: new Date(),
    ...change,
  });

const requestOf = (registrationId: string) =>
  db().correctionRequest.findFirstOrThrow({ where: { registrationId }, orderBy: { createdAt: "desc" } });

describe("asking for a correction", () => {
  it("has a number, is shown to its owner and beside what is stored, and keeps its words encrypted", async () => {
    const row = await createRegistration({ status: "PAID" });
    const document = newDocument();
    const filed = await file(row, { item: "documentNumber", wanted: document });
    expect(filed).toMatchObject({ ok: true, value: { number: expect.stringMatching(/^G\d{8}$/) as string } });
    const [own] = await ownRequests(row);
    expect(own).toMatchObject({ item: "documentNumber", answeredAt: null });
    const stored = await requestOf(row.id);
    const masked = await requestCase(stored.id, { whole: false });
    expect(JSON.stringify([own, masked, stored])).not.toContain(document);
    expect(await requestCase(stored.id, { whole: true })).toMatchObject({ wanted: document, present: row.document });
    expect((await requestList()).waiting.map(({ id }) => id)).toContain(stored.id);
  });

  it("is open once a field, for whoever has handed in, and not without end", async () => {
    const row = await createRegistration({ status: "SUBMITTED" });
    const answers = await Promise.all([file(row), file(row)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: "request_already_open" });
    expect(await file(row, { item: "level", wanted: "高起本" })).toMatchObject({ ok: true });
    for (const status of ["DRAFT", "RETURNED", "REFUSED", "CANCELLED"] as const)
      expect(await file(await createRegistration({ status }))).toMatchObject({ error: "request_not_possible" });
    await db().correctionRequest.updateMany({
      where: { registrationId: row.id },
      data: { answeredAt: new Date(), answer: "不更正", corrected: false },
    });
    for (let more = 2; more < 20; more += 1) {
      expect(await file(row)).toMatchObject({ ok: true });
      await db().correctionRequest.updateMany({
        where: { registrationId: row.id, answeredAt: null },
        data: { answeredAt: new Date(), answer: "不更正", corrected: false },
      });
    }
    expect(await file(row)).toMatchObject({ error: "requests_used_up" });
  });

  it("is answered once in words, and told once", async () => {
    const account = await createAccount();
    const row = await createRegistration({ status: "APPROVED", accountId: account.id });
    await file(row);
    const { id: requestId } = await requestOf(row.id);
    const answer = { requestId, answer: "请带身份证原件到场", seenEvidence: "", staffId: officer.id, now: new Date() };
    const answers = await Promise.all([answerRequest(answer), answerRequest(answer)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await ownRequests(row))[0]).toMatchObject({ answer: "请带身份证原件到场", corrected: false });
    expect(await sendRequestSms({ requestId, now: new Date() })).toBe("sent");
    expect(await sendRequestSms({ requestId, now: new Date() })).toBe("nobody");
    expect(await messagesTo(account.phone)).toHaveLength(1);
  });

  it("is closed by the correction of its field, and by that alone", async () => {
    const row = await createRegistration({ status: "SUBMITTED" });
    await file(row);
    await file(row, { item: "level", wanted: "高起本" });
    const act = {
      registrationId: row.id,
      version: row.version,
      typed: { name: "张三丰" },
      reason: "与身份证不一致",
      evidence: "身份证照片",
      confirmed: "",
      staffId: officer.id,
      now: new Date(),
    };
    const asked = await proposeCorrection(act);
    const confirmed = asked.ok ? "" : (asked.detail?.confirm ?? "");
    expect(await proposeCorrection({ ...act, confirmed })).toMatchObject({ ok: true });
    const requests = await ownRequests(row);
    expect(Object.fromEntries(requests.map(({ item, corrected, answer }) => [item, { corrected, answer }]))).toEqual({
      level: { corrected: null, answer: null },
      name: { corrected: true, answer: "与身份证不一致" },
    });
  });
});
