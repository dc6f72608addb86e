import { beforeAll, describe, expect, it } from "vitest";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { counts } from "@/lib/adapter/rate-limit/limiter";
import { objectStore } from "@/lib/adapter/storage/open-store";
import { evidenceAddress, evidenceUploads } from "@/lib/domain/account/limits";
import {
  addAppealEvidence,
  mayAddAppealEvidence,
  removeAppealEvidence,
} from "@/lib/domain/appeal/commands/appeal-evidence";
import { decidePhoneAppeal } from "@/lib/domain/appeal/commands/decide-phone-appeal";
import { filePhoneAppeal } from "@/lib/domain/appeal/commands/file-phone-appeal";
import { ownPhoneAppeals, phoneAppealCase } from "@/lib/domain/appeal/queries/phone-appeals";
import { addScan, mayAddScan } from "@/lib/domain/correction/commands/add-scan";
import { answerRequest } from "@/lib/domain/correction/commands/answer-request";
import { decideCorrection } from "@/lib/domain/correction/commands/decide-correction";
import { fileRequest } from "@/lib/domain/correction/commands/file-request";
import {
  addRequestEvidence,
  mayAddRequestEvidence,
  removeRequestEvidence,
} from "@/lib/domain/correction/commands/request-evidence";
import { ownEvidence } from "@/lib/domain/correction/queries/own-evidence";
import { requestCase } from "@/lib/domain/correction/queries/requests";
import type { Roles } from "@/lib/domain/account/roles";
import { deleteEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { viewEvidence } from "@/lib/domain/evidence/commands/view-evidence";
import { evidenceOf } from "@/lib/domain/evidence/queries";
import { evidenceMark, type EvidenceSubject, MAX_EVIDENCE, MAX_EVIDENCE_EVER } from "@/lib/domain/evidence/subject";
import { createAccount, createRegistration, createStaff, newDocument, newPhone } from "../../support/factories";
import { hostileFiles, MARKER } from "../../support/hostile-files";
import { noisyJpeg, pdf } from "../../support/pictures";
import { whileUncommitted } from "../../support/race";
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

const send = async (own: { appealId: string; smsCodeId: string }, address = "198.51.100.7") =>
  addAppealEvidence({ ...own, address, source: await noisyJpeg(), now: now() });

/** A correction that waits for a second person. */
async function waiting(registrationId: string) {
  const id = uuidv7(now());
  const content = [{ item: "level", before: "专升本", after: "高起本", shownBefore: "专升本", shownAfter: "高起本" }];
  const contentEncrypted = encryptColumn("correction.content_encrypted", id, JSON.stringify(content));
  const grounds = { reason: "录入有误", evidence: "身份证原件", staffId: officer.id, createdAt: now() };
  return db().correction.create({ data: { id, registrationId, contentEncrypted, ...grounds, needsSecond: true } });
}

/** What a page of now would post. */
const markOf = async (subject: EvidenceSubject) => evidenceMark(await evidenceOf(subject));

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
    expect(await add(raced[0].ok ? two : one)).toMatchObject({ ok: true });
    await answerRequest({
      requestId,
      answer: "已核实",
      seenEvidence: await markOf({ correctionRequestId: requestId }),
      staffId: officer.id,
      now: now(),
    });
    expect(await add(await noisyJpeg())).toMatchObject({ error: "evidence_closed" });
    expect(await db().evidenceFile.count({ where: { correctionRequestId: requestId, removedAt: null } })).toBe(5);
  });

  it("is refused before it is received: to strangers, once closed, and when too many were sent", async () => {
    const { accountId, requestId } = await request();
    const may = (by = accountId, of = requestId) => mayAddRequestEvidence({ accountId: by, requestId: of });
    expect(await may((await createAccount()).id)).toMatchObject({ error: "evidence_closed" });
    expect(await may(accountId, (await request()).requestId)).toMatchObject({ error: "evidence_closed" });
    // Those that were taken back count, too: nobody fills the disk by sending and removing.
    const file = { correctionRequestId: requestId, createdAt: now(), removedAt: now() };
    await db().evidenceFile.createMany({
      data: Array.from({ length: MAX_EVIDENCE_EVER - 1 }, (_, nth) => ({ ...file, contentIndex: `${nth}` })),
    });
    expect(await may()).toMatchObject({ ok: true });
    await db().evidenceFile.create({ data: { ...file, contentIndex: "last" } });
    expect(await may()).toMatchObject({ error: "evidence_used_up" });
    const source = await noisyJpeg();
    expect(await addRequestEvidence({ accountId, requestId, source, now: now() })).toMatchObject({
      error: "evidence_used_up",
    });
    const second = await request();
    await db().correctionRequest.update({ where: { id: second.requestId }, data: { answeredAt: now(), answer: "" } });
    expect(await may(second.accountId, second.requestId)).toMatchObject({ error: "evidence_closed" });
    const third = await request();
    for (let nth = 0; nth < evidenceUploads.points; nth += 1) await may(third.accountId, third.requestId);
    expect(await may(third.accountId, third.requestId)).toMatchObject({ error: "evidence_uploads_used_up" });
  });

  it("stays once staff have looked at it; until then it may be taken back", async () => {
    const { accountId, requestId } = await request();
    const add = async () => {
      const added = await addRequestEvidence({ accountId, requestId, source: await noisyJpeg(), now: now() });
      return added.ok ? added.value.id : "";
    };
    const remove = (fileId: string) => removeRequestEvidence({ accountId, requestId, fileId, now: now() });
    const seen = await add();
    // His own look is none.
    expect(await ownEvidence({ fileId: seen, accountId, page: 1 })).not.toBeNull();
    expect(await view(seen, officer)).not.toBeNull();
    expect(await remove(seen)).toMatchObject({ error: "evidence_seen" });
    expect(await view(seen, officer)).not.toBeNull();

    // Taken back at the same moment: nobody sees what is gone.
    const raced = await add();
    const removing = "UPDATE evidence_file SET removed_at = now() WHERE id = $1::uuid";
    expect(await whileUncommitted(removing, [raced], () => view(raced, officer))).toBeNull();
    expect(await remove(await add())).toMatchObject({ ok: true });
  });

  it("must be what the page showed when it is answered", async () => {
    const { accountId, requestId } = await request();
    const add = async () => addRequestEvidence({ accountId, requestId, source: await noisyJpeg(), now: now() });
    await add();
    const shown = await markOf({ correctionRequestId: requestId });
    await add();
    const answer = { requestId, answer: "已核实", staffId: officer.id, now: now() };
    for (const seenEvidence of ["", shown])
      expect(await answerRequest({ ...answer, seenEvidence })).toMatchObject({ error: "evidence_unseen" });
    expect(await db().correctionRequest.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({
      answeredAt: null,
      answer: null,
    });
    const seenEvidence = await markOf({ correctionRequestId: requestId });
    expect(await answerRequest({ ...answer, seenEvidence })).toMatchObject({ ok: true });
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
    expect(await mayAddAppealEvidence({ appealId: id, smsCodeId })).toMatchObject({ ok: true });
    const added = await send({ appealId: id, smsCodeId });
    const fileId = added.ok ? added.value.id : "";
    const [shown] = (await ownPhoneAppeals(smsCodeId)) ?? [];
    expect(shown?.evidence.map((file) => file.id)).toEqual([fileId]);
    expect(await view(fileId, await createStaff({ role: "AUDITOR" }))).toBeNull();
    expect(await view(fileId, officer)).not.toBeNull();
    // With the code of another phone nothing of it can be taken away.
    const foreign = { smsCodeId: other.smsCodeId, fileId, now: now() };
    expect(await removeAppealEvidence({ ...foreign, appealId: id })).toMatchObject({ error: "evidence_closed" });
    expect(await removeAppealEvidence({ ...foreign, appealId: other.id })).toMatchObject({ error: "file_not_found" });
    expect(await send({ appealId: id, smsCodeId: other.smsCodeId })).toMatchObject({ error: "evidence_closed" });

    const keys = await keysOf(fileId);
    expect(keys).toHaveLength(1);
    await deleteEvidence({ evidenceFileId: fileId });
    // Deleted only once it was removed.
    expect(await keysOf(fileId)).toEqual(keys);
    const decision = { appealId: id, accountId: null, reason: "不能核实", staffId: officer.id, now: now() };
    await decidePhoneAppeal({ ...decision, seenEvidence: await markOf({ phoneAppealId: id }) });
    expect(await view(fileId, officer)).toBeNull();
    await deleteEvidence({ evidenceFileId: fileId });
    expect(await objectStore().get(keys[0] ?? "")).toBeNull();
    expect(await phoneAppealCase(id)).toMatchObject({ evidence: [], evidenceRemoved: 1 });
    expect(await send({ appealId: id, smsCodeId })).toMatchObject({
      error: "evidence_closed",
    });
    expect(await mayAddAppealEvidence({ appealId: id, smsCodeId })).toMatchObject({ error: "evidence_closed" });
  });

  it("comes before the decision, which then has to see it, or is refused", async () => {
    const { id, smsCodeId } = await appeal();
    const decision = { appealId: id, accountId: null, reason: "不能核实", staffId: officer.id, now: now() };
    // A file is on its way in, and holds the appeal as storing does, while somebody decides.
    const adding = `WITH held AS (SELECT id FROM phone_appeal WHERE id = $1::uuid FOR UPDATE)
      INSERT INTO evidence_file (id, phone_appeal_id, content_index, findings, created_at)
      SELECT gen_random_uuid(), id, 'a file', '{}', now() FROM held`;
    const decided = await whileUncommitted(adding, [id], () => decidePhoneAppeal({ ...decision, seenEvidence: "" }));
    expect(decided).toMatchObject({ error: "evidence_unseen" });
    expect(await db().phoneAppeal.findUniqueOrThrow({ where: { id } })).toMatchObject({
      decidedAt: null,
      reason: null,
    });
    expect(await db().evidenceFile.count({ where: { phoneAppealId: id, removedAt: null } })).toBe(1);
    const seenEvidence = await markOf({ phoneAppealId: id });
    expect(await decidePhoneAppeal({ ...decision, seenEvidence })).toMatchObject({ ok: true });
    expect(await db().evidenceFile.count({ where: { phoneAppealId: id, removedAt: null } })).toBe(0);
    expect(await send({ appealId: id, smsCodeId })).toMatchObject({ error: "evidence_closed" });
  });

  it("is counted for the phone before it is received, and for the address afterwards; removal is not counted", async () => {
    const { id: appealId, smsCodeId } = await appeal();
    const own = { appealId, smsCodeId };
    const address = "203.0.113.77";
    const sent = await send(own, address);
    const addresses = () => counts(evidenceAddress, [address], now());
    expect(await addresses()).toEqual([1]);
    for (let file = 0; file < evidenceUploads.points; file += 1)
      expect(await mayAddAppealEvidence(own)).toMatchObject({ ok: true });
    expect(await mayAddAppealEvidence(own)).toMatchObject({ error: "evidence_uploads_used_up" });
    // Nothing that was not received is the address's; and whoever has used up his files may still take one back.
    expect(await addresses()).toEqual([1]);
    const fileId = sent.ok ? sent.value.id : "";
    expect(await removeAppealEvidence({ ...own, fileId, now: now() })).toMatchObject({ ok: true });
    expect(await addresses()).toEqual([1]);
    // One phone cannot use up what a campus behind one address has.
    expect(evidenceAddress.points).toBeGreaterThanOrEqual(50 * evidenceUploads.points);
  });
});

describe("a scan beside a correction by staff", () => {
  it("is added while somebody else may still judge it, who must have seen it", async () => {
    const { registration } = await request();
    const { id: correctionId } = await waiting(registration.id);
    const add = async () => addScan({ correctionId, source: await noisyJpeg(), staffId: officer.id, now: now() });
    expect(await add()).toMatchObject({ ok: true });
    const second = await createStaff({ role: "EXAM_OFFICER" });
    const decide = (decision: "confirm" | "reject", seenEvidence: string) =>
      decideCorrection({ correctionId, decision, reason: "不符", seenEvidence, staffId: second.id, now: now() });
    for (const decision of ["confirm", "reject"] as const)
      expect(await decide(decision, "")).toMatchObject({ error: "evidence_unseen" });
    expect(await db().correction.findUniqueOrThrow({ where: { id: correctionId } })).toMatchObject({ decidedAt: null });
    expect(await decide("reject", await markOf({ correctionId }))).toMatchObject({ ok: true });
    expect(await mayAddScan({ correctionId, staffId: officer.id, now: now() })).toMatchObject({
      error: "scans_closed",
    });
    expect(await add()).toMatchObject({ error: "scans_closed" });
  });

  it("of one person alone is added by him, within a day", async () => {
    const { registration } = await request();
    const { id: correctionId, createdAt } = await waiting(registration.id);
    await db().correction.update({ where: { id: correctionId }, data: { needsSecond: false } });
    const colleague = await createStaff({ role: "EXAM_OFFICER" });
    const add = async (staffId: string, after: number) => {
      const at = new Date(createdAt.getTime() + after);
      return addScan({ correctionId, source: await noisyJpeg(), staffId, now: at });
    };
    expect(await add(officer.id, 24 * 3600_000 - 1)).toMatchObject({ ok: true });
    expect(await add(officer.id, 24 * 3600_000)).toMatchObject({ error: "scans_closed" });
    expect(await add(colleague.id, 1000)).toMatchObject({ error: "scans_closed" });
  });

  it("is withdrawn by who proposed it, whatever was added, and says itself when it is full", async () => {
    const { registration } = await request();
    const { id: correctionId } = await waiting(registration.id);
    const add = async () => addScan({ correctionId, source: await noisyJpeg(), staffId: officer.id, now: now() });
    for (let nth = 0; nth < MAX_EVIDENCE; nth += 1) expect(await add()).toMatchObject({ ok: true });
    expect(await add()).toMatchObject({ error: "scans_full" });
    const withdrawal = { decision: "withdraw", reason: "误提", seenEvidence: "", staffId: officer.id } as const;
    expect(await decideCorrection({ correctionId, ...withdrawal, now: now() })).toMatchObject({ ok: true });
  });
});
