import { beforeAll, describe, expect, it } from "vitest";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { publishedExamSessionById } from "@/lib/domain/exam-session/queries";
import {
  endFilling,
  fillDetails,
  fillUpload,
  openFilling,
  sendFillingSms,
  submitFilling,
} from "@/lib/domain/registration/commands/desk-filling";
import { saveDraft } from "@/lib/domain/registration/commands/save-draft";
import { openFillingOf } from "@/lib/domain/registration/queries/filling";
import { ownDetails } from "@/lib/domain/registration/queries/own-details";
import {
  createAccount,
  createExamSession,
  createRegistration,
  createStaff,
  newDocument,
  newPhone,
} from "../../support/factories";
import { noisyJpeg } from "../../support/pictures";
import { codeTo, messagesTo, testDevice as device } from "../../support/sms";

let officer: { id: string };
let colleague: { id: string };
let session: Awaited<ReturnType<typeof createExamSession>>;
beforeAll(async () => {
  await migrateJobs(process.env["DATABASE_URL"] ?? "");
  officer = await createStaff({ role: "EXAM_OFFICER" });
  colleague = await createStaff({ role: "EXAM_OFFICER" });
  session = await createExamSession();
});

async function open(phone: string, { at = new Date(), code = "" } = {}) {
  const examSession = await publishedExamSessionById(session.id);
  if (!examSession) throw new Error("no exam session");
  const smsCode = code || (await codeTo(phone, "APPEAL", at));
  return openFilling({ phone, smsCode, device, consent: "已签字", examSession, staffId: officer.id, now: at });
}

const typed = () => ({
  category: "SELF_STUDY_ENROLLED",
  name: "代填人",
  sex: "MALE",
  idType: "RESIDENT_ID",
  documentNumber: newDocument("MALE"),
  level: session.levels[0] ?? "",
  language: session.languages[0]?.id ?? "",
  school: session.schools[0]?.id ?? "",
  studentNumber: "202300012345",
});

describe("filling in for somebody who stands before the desk", () => {
  it("makes account and draft, takes documents and details by his rules, hands in, and is recorded and told", async () => {
    const phone = newPhone();
    const opened = await open(phone);
    expect(opened).toMatchObject({ ok: true });
    const registrationId = opened.ok ? opened.value.id : "";
    const filling = { registrationId, staffId: officer.id, now: new Date() };
    const account = await db().account.findUniqueOrThrow({
      where: { phoneIndex: blindIndex("phone", phone) },
      include: { loginSessions: true },
    });
    expect(account.loginSessions, "nobody is signed in as him").toEqual([]);

    expect(await fillDetails({ ...filling, typed: typed() })).toMatchObject({ error: "details_invalid" });
    for (const kind of ["ID_FRONT", "ID_BACK", "PROOF"] as const)
      expect(await fillUpload({ ...filling, kind, source: await noisyJpeg(), faceConsent: false })).toMatchObject({
        ok: true,
      });
    expect(await fillDetails({ ...filling, typed: { ...typed(), documentNumber: "1" } })).toMatchObject({
      error: "details_invalid",
    });
    expect(await fillDetails({ ...filling, typed: typed() })).toMatchObject({ ok: true });
    const portrait = { ...filling, kind: "PORTRAIT" as const, source: await noisyJpeg() };
    expect(await fillUpload({ ...portrait, faceConsent: false })).toMatchObject({ error: "face_consent_missing" });
    expect(await fillUpload({ ...portrait, faceConsent: true })).toMatchObject({ ok: true });
    const { version } = (await openFillingOf(filling)) ?? { version: 0 };
    expect(await submitFilling({ ...filling, version: version - 1 })).toMatchObject({
      error: "registration_changed_meanwhile",
    });
    expect(await submitFilling({ ...filling, version })).toMatchObject({ ok: true });

    const event = await db().registrationEvent.findFirstOrThrow({ where: { registrationId, event: "submit" } });
    expect(event).toMatchObject({ actorKind: "STAFF", actorId: officer.id });
    expect(event.reason).toContain("当面代填");
    const acts = await db().auditEntry.findMany({ where: { actorId: officer.id }, select: { action: true } });
    expect(acts.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        "account.register",
        "registration.start",
        "registration.fill_in_person",
        "file.upload",
        "registration.save_details",
        "registration.submit",
      ]),
    );
    const { id: deskFillingId } = await db().deskFilling.findFirstOrThrow({ where: { registrationId } });
    expect(await sendFillingSms({ deskFillingId, now: new Date() })).toBe("sent");
    await sendFillingSms({ deskFillingId, now: new Date() });
    expect((await messagesTo(phone)).filter(({ code }) => !code)).toHaveLength(1);
    expect(await fillDetails({ ...filling, typed: typed() })).toMatchObject({ error: "filling_over" });
  });

  it("is for the member of staff who began it, for some hours, until it is ended", async () => {
    const opened = await open(newPhone());
    const registrationId = opened.ok ? opened.value.id : "";
    const now = new Date();
    const filling = { registrationId, staffId: officer.id, now };
    const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    const write = (change: Partial<typeof filling>) => fillDetails({ ...filling, ...change, typed: typed() });
    expect(await write({ staffId: colleague.id })).toMatchObject({ error: "filling_over" });
    expect(await write({ now: at(4.01) })).toMatchObject({ error: "filling_over" });
    expect(await write({ now: at(3.9) })).toMatchObject({ error: "details_invalid" });
    expect(await endFilling({ ...filling, staffId: colleague.id })).toMatchObject({ error: "filling_over" });
    expect(await endFilling(filling)).toMatchObject({ ok: true });
    expect(await write({})).toMatchObject({ error: "filling_over" });
  });

  it("leaves a request for 合理便利 as the person wrote it, finished or not", async () => {
    const opened = await open(newPhone());
    const registrationId = opened.ok ? opened.value.id : "";
    const filling = { registrationId, staffId: officer.id, now: new Date() };
    const { accountId, examSessionId } = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
    const own = { accountId, examSessionId };
    const saved = async () => {
      const row = await ownDetails(own);
      return { request: row?.accommodation, draft: row?.draft?.accommodation };
    };
    const write = (accommodation: string, basis: Date | null) =>
      saveDraft({ ...own, typed: { accommodation }, basis, now: new Date() });
    for (const kind of ["ID_FRONT", "ID_BACK", "PROOF"] as const)
      await fillUpload({ ...filling, kind, source: await noisyJpeg(), faceConsent: false });
    const asked = "#EXTRA_TIME\n#AGREED\n左手书写";
    expect(await write(asked, null)).toMatchObject({ ok: true });
    await fillDetails({ ...filling, typed: { ...typed(), documentNumber: "1" } });
    expect(await saved()).toEqual({ request: null, draft: asked });
    const form = typed();
    expect(await fillDetails({ ...filling, typed: form })).toMatchObject({ ok: true });
    expect(await saved()).toEqual({ request: asked, draft: undefined });
    expect(await fillDetails({ ...filling, typed: { ...form, accommodation: "" } })).toMatchObject({ ok: true });
    expect(await saved()).toEqual({ request: asked, draft: undefined });

    // Ticked on his phone, not consented to yet.
    const row = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
    expect(await write("#WHEELCHAIR", row.detailsSavedAt)).toMatchObject({ ok: true });
    expect(await fillDetails({ ...filling, typed: form })).toMatchObject({ ok: true });
    expect(await saved()).toEqual({ request: asked, draft: "#WHEELCHAIR" });
  });

  it("corrects what was sent back, and refuses anything later without using up the code", async () => {
    const phone = newPhone();
    const opened = await open(phone);
    const registrationId = opened.ok ? opened.value.id : "";
    const filling = { registrationId, staffId: officer.id, now: new Date() };
    for (const kind of ["ID_FRONT", "ID_BACK", "PROOF"] as const)
      await fillUpload({ ...filling, kind, source: await noisyJpeg(), faceConsent: false });
    const form = typed();
    await fillDetails({ ...filling, typed: form });
    await fillUpload({ ...filling, kind: "PORTRAIT", source: await noisyJpeg(), faceConsent: true });
    const version = async () => (await openFillingOf(filling))?.version ?? 0;
    expect(await submitFilling({ ...filling, version: await version() })).toMatchObject({ ok: true });

    const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const code = await codeTo(phone, "APPEAL", later(2));
    expect(await open(phone, { at: later(2), code })).toMatchObject({ error: "filling_not_draft" });
    // Sent back before the same code is over.
    await db().registration.update({
      where: { id: registrationId },
      data: { status: "RETURNED", reopenedItems: ["name"], version: { increment: 1 } },
    });
    expect(await open(phone, { at: later(3), code })).toEqual(opened);
    expect(await submitFilling({ ...filling, version: await version() })).toMatchObject({
      error: "returned_items_unchanged",
    });
    expect(await fillDetails({ ...filling, typed: { name: "改过名", level: "-" } })).toMatchObject({ ok: true });
    expect(await submitFilling({ ...filling, version: await version() })).toMatchObject({ ok: true });
    const row = await db().registration.findUniqueOrThrow({ where: { id: registrationId } });
    expect(row).toMatchObject({ status: "SUBMITTED", name: "改过名", level: form.level });
    expect(await fillDetails({ ...filling, typed: form })).toMatchObject({ error: "filling_over" });
  });

  it("is told after its four hours though nobody ended it, once for those begun anew, and at once when ended", async () => {
    const phone = newPhone();
    const begun = Date.now();
    const opened = await open(phone, { at: new Date(begun) });
    const registrationId = opened.ok ? opened.value.id : "";
    const dueIn = async (deskFillingId: string) => {
      const [job] = await db().$queryRaw<{ at: Date }[]>`
        SELECT run_at AS at FROM graphile_worker.jobs WHERE key = ${`filling-sms ${deskFillingId}`}`;
      return job && Math.round((job.at.getTime() - begun) / 60_000);
    };
    const latest = () => db().deskFilling.findFirstOrThrow({ where: { registrationId }, orderBy: { id: "desc" } });
    const first = await latest();
    expect(await dueIn(first.id)).toBe(240);
    await open(phone, { at: new Date(begun + 120_000) });
    const second = await latest();
    expect([await dueIn(first.id), await dueIn(second.id)]).toEqual([undefined, 242]);
    expect(await sendFillingSms({ deskFillingId: second.id, now: new Date(begun + 242 * 60_000) })).toBe("sent");
    expect((await latest()).endedAt, "nobody had ended it").not.toBeNull();

    await open(phone, { at: new Date(begun + 240_000) });
    const third = await latest();
    expect(await endFilling({ registrationId, staffId: officer.id, now: new Date() })).toMatchObject({ ok: true });
    expect(await dueIn(third.id)).toBe(0);
  });

  it("goes on with a new code, and never with an account that somebody filled in himself", async () => {
    const phone = newPhone();
    const first = await open(phone, { code: "000000" });
    expect(first).toMatchObject({ ok: false });
    const opened = await open(phone);
    const registrationId = opened.ok ? opened.value.id : "";
    await fillDetails({ registrationId, staffId: officer.id, now: new Date(), typed: typed() });
    const again = await open(phone, { at: new Date(Date.now() + 120_000) });
    expect(again).toEqual(opened);

    const own = await createAccount();
    await createRegistration({ accountId: own.id, examSessionId: session.id });
    expect(await open(own.phone)).toMatchObject({ error: "filling_account_used" });
    const bare = await createAccount();
    expect(await open(bare.phone), "an account without anything in it is his").toMatchObject({ ok: true });
  });
});
