import { beforeAll, describe, expect, it } from "vitest";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { objectStore } from "@/lib/adapter/storage/open-store";
import {
  addAppealEvidence,
  mayAddAppealEvidence,
  removeAppealEvidence,
} from "@/lib/domain/appeal/commands/appeal-evidence";
import { decidePhoneAppeal } from "@/lib/domain/appeal/commands/decide-phone-appeal";
import { filePhoneAppeal } from "@/lib/domain/appeal/commands/file-phone-appeal";
import { ownPhoneAppeals, phoneAppealCase } from "@/lib/domain/appeal/queries/phone-appeals";
import { addScan } from "@/lib/domain/correction/commands/add-scan";
import { answerRequest } from "@/lib/domain/correction/commands/answer-request";
import { fileRequest } from "@/lib/domain/correction/commands/file-request";
import { addRequestEvidence, removeRequestEvidence } from "@/lib/domain/correction/commands/request-evidence";
import { ownEvidence } from "@/lib/domain/correction/queries/own-evidence";
import { requestCase } from "@/lib/domain/correction/queries/requests";
import type { Roles } from "@/lib/domain/account/roles";
import { deleteEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { viewEvidence } from "@/lib/domain/evidence/commands/view-evidence";
import { createAccount, createRegistration, createStaff, newDocument, newPhone } from "../../support/factories";
import { hostileFiles, MARKER } from "../../support/hostile-files";
import { noisyJpeg, pdf } from "../../support/pictures";
import { codeTo, testDevice as device } from "../../support/sms";

let officer: { id: string; roles: Roles };
beforeAll(async () => {
  await migrateJobs(process.env["DATABASE_URL"] ?? "");
  officer = await createStaff({ role: "EXAM_OFFICER" });
});

const now = () => new Date();

async function request() {
  const account = await createAccount();
  const registration = await createRegistration({ status: "PAID", accountId: account.id });
  const { examSessionId } = registration;
  const asked = { item: "name", wanted: "张三丰", statement: "身份证上是张三丰" } as const;
  await fileRequest({ accountId: account.id, examSessionId, ...asked, now: now() });
  const { id } = await db().correctionRequest.findFirstOrThrow({ where: { registrationId: registration.id } });
  return { accountId: account.id, requestId: id, registration };
}

async function appeal(phone = newPhone()) {
  const filed = await filePhoneAppeal({
    phone,
    smsCode: await codeTo(phone, "APPEAL", now()),
    name: "张三",
    documentNumber: newDocument(),
    statement: "原手机号已停用。",
    device,
    now: now(),
  });
  if (!filed.ok) throw new Error(filed.error);
  const { id } = await db().phoneAppeal.findFirstOrThrow({ where: { phoneIndex: blindIndex("phone", phone) } });
  return { id, smsCodeId: filed.value.smsCodeId };
}

const view = (fileId: string, staff: Parameters<typeof viewEvidence>[0]["staff"], page = 1) =>
  viewEvidence({ fileId, staff, page, purpose: "shown", shownOn: "/admin/appeals", now: now() });

const keysOf = async (fileId: string) =>
  (await db().evidencePage.findMany({ where: { fileId } })).map(({ storageKey }) => storageKey);

describe("evidence of a candidate's own request", () => {
  it("is kept as redrawn pages, opened by him and by the office on record, and by nobody else", async () => {
    const { accountId, requestId } = await request();
    const added = await addRequestEvidence({ accountId, requestId, source: pdf({ pages: 2 }), now: now() });
    expect(added).toMatchObject({ ok: true, value: { pages: 2 } });
    const fileId = added.ok ? added.value.id : "";
    expect((await ownEvidence({ fileId, accountId, page: 2 }))?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(await ownEvidence({ fileId, accountId: (await createAccount()).id, page: 1 })).toBeNull();
    expect(await requestCase(requestId, { whole: false })).toMatchObject({ evidence: [{ id: fileId, pages: 2 }] });

    const looks = () => db().auditEntry.findMany({ where: { action: "evidence.view", subjectId: fileId } });
    for (const role of ["REVIEWER", "FINANCE"] as const)
      expect(await view(fileId, await createStaff({ role }))).toBeNull();
    expect(await looks()).toEqual([]);
    expect(await view(fileId, officer)).not.toBeNull();
    const auditor = await createStaff({ role: "AUDITOR" });
    expect(await view(fileId, auditor)).not.toBeNull();
    expect((await looks()).map(({ actorId, detail }) => [actorId, detail])).toEqual(
      [officer, auditor].map(({ id }) => [
        id,
        { correctionRequestId: requestId, page: "/admin/appeals", purpose: "shown" },
      ]),
    );
  });

  it("takes five files, each once, of this candidate, while the request is open", async () => {
    const { accountId, requestId } = await request();
    const add = async (source: Buffer, by = accountId) =>
      addRequestEvidence({ accountId: by, requestId, source, now: now() });
    const same = await noisyJpeg();
    const first = await add(same);
    expect(await add(same)).toEqual(first);
    expect(await add(await noisyJpeg(), (await createAccount()).id)).toMatchObject({ error: "evidence_closed" });
    for (let more = 1; more < 4; more += 1) expect(await add(await noisyJpeg())).toMatchObject({ ok: true });
    // Two at once for the fifth place.
    const [one, two] = [await noisyJpeg(), await noisyJpeg()];
    const raced = await Promise.all([add(one), add(two)]);
    expect(raced.filter(({ ok }) => ok)).toHaveLength(1);
    expect(raced.find(({ ok }) => !ok)).toMatchObject({ error: "too_much_evidence" });
    const fileId = first.ok ? first.value.id : "";
    expect(await removeRequestEvidence({ accountId, requestId, fileId, now: now() })).toMatchObject({ ok: true });
    expect(await ownEvidence({ fileId, accountId, page: 1 })).toBeNull();
    expect(await add(two)).toMatchObject({ ok: true });
    await answerRequest({ requestId, answer: "已核实", staffId: officer.id, now: now() });
    expect(await add(await noisyJpeg())).toMatchObject({ error: "evidence_closed" });
    expect(await db().evidenceFile.count({ where: { correctionRequestId: requestId, removedAt: null } })).toBe(5);
  });

  it("keeps nothing of a hostile file", async () => {
    const { accountId, requestId } = await request();
    const proofs = hostileFiles.filter(({ kind }) => kind === "PROOF").slice(0, 20);
    expect(proofs.length).toBeGreaterThan(5);
    for (const { name, make, outcome } of proofs) {
      const added = await addRequestEvidence({ accountId, requestId, source: await make(), now: now() });
      expect({ name, outcome: added.ok ? "accepted" : added.error }).toEqual({ name, outcome });
      if (!added.ok) continue;
      const kept = await ownEvidence({ fileId: added.value.id, accountId, page: 1 });
      expect({ name, marked: kept?.includes(MARKER) }).toEqual({ name, marked: false });
      await removeRequestEvidence({ accountId, requestId, fileId: added.value.id, now: now() });
    }
  });
});

describe("evidence of an appeal by somebody who cannot sign in", () => {
  it("is proven by the phone's code, opened by who decides alone, and gone when it is decided", async () => {
    const { id, smsCodeId } = await appeal();
    const other = await appeal();
    expect(await mayAddAppealEvidence(smsCodeId, "198.51.100.7")).toBe(true);
    const added = await addAppealEvidence({ smsCodeId, source: await noisyJpeg(), now: now() });
    const fileId = added.ok ? added.value.id : "";
    const [shown] = (await ownPhoneAppeals(smsCodeId)) ?? [];
    expect(shown?.evidence.map((file) => file.id)).toEqual([fileId]);
    expect(await view(fileId, await createStaff({ role: "AUDITOR" }))).toBeNull();
    expect(await view(fileId, officer)).not.toBeNull();
    // With the code of another phone nothing of it can be taken away.
    expect(await removeAppealEvidence({ smsCodeId: other.smsCodeId, fileId, now: now() })).toMatchObject({
      error: "file_not_found",
    });

    const keys = await keysOf(fileId);
    expect(keys).toHaveLength(1);
    await deleteEvidence({ evidenceFileId: fileId });
    // Deleted only once it was removed.
    expect(await keysOf(fileId)).toEqual(keys);
    const decision = { accountId: null, reason: "不能核实", staffId: officer.id };
    await decidePhoneAppeal({ appealId: id, ...decision, now: now() });
    expect(await view(fileId, officer)).toBeNull();
    await deleteEvidence({ evidenceFileId: fileId });
    expect(await objectStore().get(keys[0] ?? "")).toBeNull();
    expect(await phoneAppealCase(id)).toMatchObject({ evidence: [], evidenceRemoved: 1 });
    expect(await addAppealEvidence({ smsCodeId, source: await noisyJpeg(), now: now() })).toMatchObject({
      error: "evidence_closed",
    });
    expect(await mayAddAppealEvidence(smsCodeId, "198.51.100.7")).toBe(false);
  });

  it("comes before the decision or is refused: nothing is left beside a decided appeal", async () => {
    const { id, smsCodeId } = await appeal();
    await Promise.all([
      noisyJpeg().then((source) => addAppealEvidence({ smsCodeId, source, now: now() })),
      decidePhoneAppeal({ appealId: id, accountId: null, reason: "不能核实", staffId: officer.id, now: now() }),
    ]);
    expect(await db().evidenceFile.count({ where: { phoneAppealId: id, removedAt: null } })).toBe(0);
  });
});

describe("a scan beside a correction by staff", () => {
  it("is added while somebody else may still judge it", async () => {
    const { registration } = await request();
    const row = {
      registrationId: registration.id,
      contentEncrypted: "",
      reason: "录入有误",
      evidence: "身份证原件",
      staffId: officer.id,
      createdAt: now(),
      needsSecond: true,
    };
    const { id: correctionId } = await db().correction.create({ data: row });
    const add = async () => addScan({ correctionId, source: await noisyJpeg(), staffId: officer.id, now: now() });
    expect(await add()).toMatchObject({ ok: true });
    const second = await createStaff({ role: "EXAM_OFFICER" });
    await db().correction.update({
      where: { id: correctionId },
      data: { decidedAt: now(), decidedById: second.id, confirmed: false, decisionReason: "不符" },
    });
    expect(await add()).toMatchObject({ error: "evidence_closed" });
  });
});
