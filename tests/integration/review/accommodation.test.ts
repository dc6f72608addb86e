import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { env } from "@/lib/env";
import { askAccommodation, withdrawAccommodation } from "@/lib/domain/registration/commands/accommodation";
import { sendAccommodationSms } from "@/lib/domain/registration/commands/accommodation-decision";
import { submit } from "@/lib/domain/registration/commands/submit";
import { withdraw } from "@/lib/domain/registration/commands/withdraw";
import { ownAccommodation } from "@/lib/domain/registration/queries/accommodation";
import { readDraft } from "@/lib/domain/registration/queries/own-details";
import { decideAccommodation, undoAccommodation } from "@/lib/domain/review/commands/decide-accommodation";
import { approve } from "@/lib/domain/review/commands/approve";
import { viewFile } from "@/lib/domain/review/commands/view-file";
import { accommodationCase, accommodationCounts, accommodationList } from "@/lib/domain/review/queries/accommodations";
import { createAccount, createFile, createRegistration, createStaff, newPhone } from "../../support/factories";
import { messagesTo } from "../../support/sms";

beforeAll(async () => {
  await migrateJobs(env().DATABASE_URL);
});

const MINUTE = 60_000;
const REQUEST = "#EXTRA_TIME\n#AGREED\n视力障碍，需要放大镜";
const granted = { outcome: "GRANTED", kinds: ["EXTRA_TIME"], reason: "" } as const;
const refused = { outcome: "REFUSED", kinds: [], reason: "证明已过期" } as const;

async function asked(overrides: Parameters<typeof createRegistration>[0] = {}) {
  const phone = newPhone();
  const account = await createAccount({ phone });
  const registration = await createRegistration({
    status: "SUBMITTED",
    accountId: account.id,
    accommodation: REQUEST,
    ...overrides,
  });
  const staff = await createStaff({ role: "REVIEWER" });
  const own = { accountId: account.id, examSessionId: registration.examSessionId };
  return { phone, registration, registrationId: registration.id, staff, own, now: new Date() };
}

const row = (registrationId: string) =>
  db().accommodation.findUniqueOrThrow({ where: { registrationId }, include: { decisions: true } });

const decisionIn = (outcome: { ok: boolean; value?: { decisionId: string } }) => {
  if (!outcome.value) throw new Error("not decided");
  return outcome.value.decisionId;
};

describe("a decision", () => {
  it("is kept encrypted, told once by SMS without a word of the need, and blocks no approval", async () => {
    const { phone, registration, registrationId, staff, own, now } = await asked();
    expect((await approve({ registrationId, version: registration.version, staff, now })).ok).toBe(true);
    const decided = await decideAccommodation({ registrationId, version: 1, verdict: granted, staff, now });
    const decisionId = decisionIn(decided);
    expect(await ownAccommodation(own)).toMatchObject({ state: "GRANTED", decision: { kinds: ["EXTRA_TIME"] } });
    expect(await sendAccommodationSms({ decisionId, now: new Date(now.getTime() + MINUTE) })).toBe("sent");
    expect(await sendAccommodationSms({ decisionId, now: new Date(now.getTime() + MINUTE) })).toBe("cancelled");
    expect((await messagesTo(phone)).map(({ text }) => text)).toEqual([
      "您的学士学位外语考试报名审核状态已更新，请登录报名系统查看。",
    ]);
    const stored = JSON.stringify([
      await row(registrationId),
      await db().auditEntry.findMany({ select: { detail: true } }),
    ]);
    for (const need of ["EXTRA_TIME", "视力", "放大镜"]) expect(stored).not.toContain(need);
  });

  it("is one of two that colleagues make at once", async () => {
    const { registrationId, staff, now } = await asked();
    const colleague = await createStaff({ role: "EXAM_OFFICER" });
    const outcomes = await Promise.all([
      decideAccommodation({ registrationId, version: 1, verdict: granted, staff, now }),
      decideAccommodation({ registrationId, version: 1, verdict: refused, staff: colleague, now }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ error: "accommodation_changed_meanwhile" });
    expect((await row(registrationId)).decisions).toHaveLength(1);
  });

  it("never outlives a withdrawal of the registration or of the request that comes at the same moment", async () => {
    for (let round = 0; round < 8; round += 1) {
      const { registrationId, staff, own, now } = await asked();
      const [decided, back] = await Promise.all([
        decideAccommodation({ registrationId, version: 1, verdict: granted, staff, now }),
        round % 2 ? withdraw({ ...own, now }) : withdrawAccommodation({ ...own, now }),
      ]);
      expect(back.ok).toBe(true);
      const { state } = await row(registrationId);
      const kept = decided.ok ? "GRANTED" : "ASKED";
      expect(state).toBe(round % 2 === 0 ? "WITHDRAWN" : kept);
      const again = await decideAccommodation({
        registrationId,
        version: (await row(registrationId)).version,
        verdict: { ...refused },
        staff,
        now,
      });
      expect(again).toMatchObject({ ok: false, error: "accommodation_not_open" });
    }
  });

  it("is refused on a request that changed since it was looked at, a further proof included", async () => {
    const { registrationId, staff, own, now } = await asked();
    expect((await askAccommodation({ ...own, text: "#LARGE_PRINT\n#AGREED", now })).ok).toBe(true);
    expect(await decideAccommodation({ registrationId, version: 1, verdict: granted, staff, now })).toMatchObject({
      error: "accommodation_changed_meanwhile",
    });
    expect((await decideAccommodation({ registrationId, version: 2, verdict: granted, staff, now })).ok).toBe(true);
  });

  it("is nobody's outside his schools", async () => {
    const { registrationId, registration, now } = await asked();
    const stranger = await createStaff({ role: "REVIEWER", allSchools: false });
    expect(
      await decideAccommodation({ registrationId, version: 1, verdict: granted, staff: stranger, now }),
    ).toMatchObject({ error: "registration_not_found" });
    const scope = { schools: [], teachingPoints: [] };
    expect(await accommodationCase({ registrationId, scope, staffId: stranger.id }, now)).toBeNull();
    const list = { examSessionId: registration.examSessionId, state: "ASKED", after: null } as const;
    expect((await accommodationList({ ...list, scope })).rows).toEqual([]);
    expect((await accommodationList({ ...list, scope: "all" })).rows).toHaveLength(1);
    expect(await accommodationCounts(registration.examSessionId, scope)).toMatchObject({ ASKED: 0 });
  });
});

describe("undoing", () => {
  it("is its maker's, for a minute, and leads back to the state before", async () => {
    const { registrationId, staff, now } = await asked({ accommodationState: "REFUSED" });
    const colleague = await createStaff({ role: "EXAM_OFFICER" });
    const verdict = { ...granted, reason: "补交了证明" };
    const decisionId = decisionIn(await decideAccommodation({ registrationId, version: 1, verdict, staff, now }));
    const at = (ms: number) => new Date(now.getTime() + ms);
    expect(await undoAccommodation({ decisionId, staff: colleague, now })).toMatchObject({
      error: "decision_not_found",
    });
    expect(await undoAccommodation({ decisionId, staff, now: at(MINUTE) })).toMatchObject({ error: "undo_too_late" });
    expect((await undoAccommodation({ decisionId, staff, now: at(MINUTE - 1) })).ok).toBe(true);
    expect((await row(registrationId)).state).toBe("REFUSED");
    expect(await sendAccommodationSms({ decisionId, now: at(MINUTE + 1) })).toBe("cancelled");
  });

  it("and the message never both happen", async () => {
    const { registrationId, staff, now } = await asked();
    const decisionId = decisionIn(
      await decideAccommodation({ registrationId, version: 1, verdict: granted, staff, now }),
    );
    const [undone, sent] = await Promise.all([
      undoAccommodation({ decisionId, staff, now }),
      sendAccommodationSms({ decisionId, now }),
    ]);
    expect(undone.ok).toBe(sent === "cancelled");
  });
});

describe("the candidate", () => {
  it("asks by handing in, keeps a decision when he hands in the same again, and loses it with another request", async () => {
    const { registrationId, staff, own, now } = await asked({ status: "DRAFT" });
    const version = async () => (await db().registration.findUniqueOrThrow({ where: { id: registrationId } })).version;
    expect((await submit({ ...own, version: await version(), now })).ok).toBe(true);
    expect((await decideAccommodation({ registrationId, version: 1, verdict: granted, staff, now })).ok).toBe(true);
    expect((await withdraw({ ...own, now })).ok).toBe(true);
    expect((await submit({ ...own, version: await version(), now })).ok).toBe(true);
    expect((await row(registrationId)).state).toBe("GRANTED");

    expect((await withdraw({ ...own, now })).ok).toBe(true);
    await createFile({ id: registrationId, accountId: own.accountId }, { kind: "ACCOMMODATION_PROOF" });
    expect((await submit({ ...own, version: await version(), now })).ok).toBe(true);
    expect((await row(registrationId)).state).toBe("ASKED");
    expect(await ownAccommodation(own)).toMatchObject({ state: "ASKED", decision: null });
  });

  it("asks again after a refusal, until seats are drawn, without touching the review's version", async () => {
    const { registration, registrationId, own, now } = await asked({ status: "PAID", accommodationState: "REFUSED" });
    expect(await askAccommodation({ ...own, text: "#EXTRA_TIME", now })).toMatchObject({
      error: "accommodation_consent_required",
    });
    expect(await askAccommodation({ ...own, text: "#AGREED", now })).toMatchObject({ error: "accommodation_required" });
    expect((await askAccommodation({ ...own, text: REQUEST, now })).ok).toBe(true);
    expect(await row(registrationId)).toMatchObject({ state: "ASKED", version: 2 });
    expect((await askAccommodation({ ...own, text: REQUEST, now })).ok).toBe(true);
    expect((await row(registrationId)).version).toBe(2);
    const after = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
    expect(after.version).toBe(registration.version);
    expect(
      decryptColumn("registration.accommodation_encrypted", registrationId, after.accommodationEncrypted ?? ""),
    ).toBe(REQUEST);

    await db().examSession.update({ where: { id: own.examSessionId }, data: { seatsFrozenAt: now } });
    expect(await askAccommodation({ ...own, text: REQUEST, now })).toMatchObject({
      error: "accommodation_seats_drawn",
    });
  });

  it("takes words and proofs away with his request, after the drawing too", async () => {
    const { registrationId, own, now } = await asked({ status: "PAID", accommodationState: "GRANTED" });
    const file = await createFile({ id: registrationId, accountId: own.accountId }, { kind: "ACCOMMODATION_PROOF" });
    await db().examSession.update({ where: { id: own.examSessionId }, data: { seatsFrozenAt: now } });
    expect((await withdrawAccommodation({ ...own, now })).ok).toBe(true);
    expect(await withdrawAccommodation({ ...own, now })).toMatchObject({ error: "accommodation_not_open" });
    expect(await row(registrationId)).toMatchObject({ state: "WITHDRAWN", version: 2 });
    const { accommodationEncrypted } = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
    expect(accommodationEncrypted).toBeNull();
    expect((await db().storedFile.findUniqueOrThrow({ where: { id: file.id } })).removedAt).toEqual(now);
  });

  it.each(["REFUSED", "CANCELLED"] as const)("can be taken back when the registration is %s", async (status) => {
    const { registrationId, own, now } = await asked({ status, accommodationState: "GRANTED" });
    expect((await withdrawAccommodation({ ...own, now })).ok).toBe(true);
    expect(await row(registrationId)).toMatchObject({ state: "WITHDRAWN" });
    expect(await ownAccommodation(own)).toMatchObject({ request: { words: "" } });
  });

  it("leaves the draft of a reopened registration when it is taken back, and nothing else does", async () => {
    const { registrationId: id, own, now } = await asked({ status: "RETURNED" });
    const typed = { name: "张三丰", accommodation: `${REQUEST}，还有轮椅` };
    const draftEncrypted = encryptColumn("registration.draft_encrypted", id, JSON.stringify(typed));
    await db().registration.update({ where: { id }, data: { draftEncrypted } });
    expect((await withdrawAccommodation({ ...own, now })).ok).toBe(true);
    const { draftEncrypted: left } = await db().registration.findUniqueOrThrow({ where: { id } });
    expect(readDraft(id, left ?? "")).toEqual({ name: "张三丰" });
  });
});

it("keeps no proof of who asks for nothing, and shows a removed one to nobody", async () => {
  const { registration, registrationId, own, now } = await asked({ status: "DRAFT" });
  const officer = await createStaff({ role: "EXAM_OFFICER" });
  const file = await createFile({ id: registrationId, accountId: own.accountId }, { kind: "ACCOMMODATION_PROOF" });
  const look = () =>
    viewFile({ fileId: file.id, staff: officer, page: 1, purpose: "shown", shownOn: "/admin/accommodations", now });
  expect(await look()).toBeNull();
  await db().registration.update({ where: { id: registrationId }, data: { accommodationEncrypted: null } });
  expect((await submit({ ...own, version: registration.version, now })).ok).toBe(true);
  expect((await db().storedFile.findUniqueOrThrow({ where: { id: file.id } })).removedAt).toEqual(now);
  expect(await look()).toBeNull();
  expect(await db().auditEntry.count({ where: { action: "file.view", subjectId: file.id } })).toBe(0);
});

it("turns the pages of the list without a gap", async () => {
  const { registration } = await asked();
  const { examSessionId } = registration;
  const now = new Date();
  for (let count = 0; count < 51; count += 1)
    await createRegistration({ status: "SUBMITTED", examSessionId, accommodation: REQUEST, now, bare: true });
  const list = { examSessionId, scope: "all", state: "ASKED" } as const;
  const first = await accommodationList({ ...list, after: null });
  const second = await accommodationList({ ...list, after: first.next });
  const ids = [...first.rows, ...second.rows].map(({ registrationId }) => registrationId);
  expect([first.rows.length, second.rows.length, second.next, new Set(ids).size]).toEqual([50, 2, null, 52]);
});
