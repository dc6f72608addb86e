import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import {
  closeExchange,
  decideExchange,
  openExchange,
  sendExchangeSms,
} from "@/lib/domain/correction/commands/exchange";
import { fileRequest } from "@/lib/domain/correction/commands/file-request";
import { finishExchange, handInExchange, removeFromExchange } from "@/lib/domain/correction/commands/hand-in-exchange";
import { deleteEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { exchangeMatches } from "@/lib/domain/correction/queries/exchange-matches";
import { exchangeToTell, ownExchanges, waitingExchanges } from "@/lib/domain/correction/queries/exchanges";
import { ownRequests } from "@/lib/domain/correction/queries/requests";
import { ownProgress } from "@/lib/domain/progress/queries/own-progress";
import type { UploadItem } from "@/lib/domain/registration/items";
import { cancelRegistration } from "@/lib/domain/review/commands/cancel-registration";
import { reopenRegistration } from "@/lib/domain/review/commands/reopen-registration";
import { createSeated } from "../../support/admit-card";
import { createAccount, createExamSession, createRegistration, createStaff } from "../../support/factories";
import { noisyJpeg, pdf } from "../../support/pictures";
import { whileUncommitted } from "../../support/race";
import { messagesTo } from "../../support/sms";

const HOUR = 3_600_000;
const now = () => new Date();
const soon = () => new Date(Date.now() + HOUR);

let first: { id: string };
let second: { id: string };
beforeAll(async () => {
  await migrateJobs(process.env["DATABASE_URL"] ?? "");
  first = await createStaff({ role: "EXAM_OFFICER" });
  second = await createStaff({ role: "EXAM_OFFICER" });
});

const open = (registrationId: string, change: Partial<Parameters<typeof openExchange>[0]> = {}) =>
  openExchange({
    registrationId,
    item: "PORTRAIT",
    reason: "照片模糊",
    until: soon(),
    staffId: first.id,
    now: now(),
    ...change,
  });

const latest = (registrationId: string) =>
  db().exchange.findFirstOrThrow({ where: { registrationId }, orderBy: { id: "desc" } });

async function handIn(row: { id: string; accountId: string }, kind: UploadItem = "PORTRAIT", source?: Buffer) {
  const { id: exchangeId } = await latest(row.id);
  const given = { accountId: row.accountId, exchangeId, kind, faceConsent: false, now: now() };
  return handInExchange({ ...given, source: source ?? (await noisyJpeg()) });
}

async function decide(
  row: { id: string },
  staffId: string,
  decision: "accept" | "refuse" | "withdraw" = "accept",
  change: { version?: number } = {},
) {
  const { id: exchangeId, version } = await latest(row.id);
  return decideExchange({ exchangeId, version, decision, reason: "说明", staffId, now: now(), ...change });
}

async function finish({ id, accountId }: { id: string; accountId: string }) {
  return finishExchange({ accountId, exchangeId: (await latest(id)).id, now: now() });
}

const portraitOf = (registrationId: string) =>
  db().storedFile.findFirstOrThrow({ where: { registrationId, kind: "PORTRAIT", removedAt: null } });

const seatOf = (registrationId: string) => db().seat.findUniqueOrThrow({ where: { registrationId } });

describe("an exchanged portrait", () => {
  it("counts once a second person accepted it: new card, same status, the former one on record, the candidate told", async () => {
    const account = await createAccount();
    const row = await createSeated({ accountId: account.id });
    const { examSessionId } = row;
    const asked = { item: "PORTRAIT", wanted: "照片不是本人", statement: "传错了" } as const;
    await fileRequest({ accountId: account.id, examSessionId, ...asked, now: now() });
    const [before, seat] = [await portraitOf(row.id), await seatOf(row.id)];
    expect(await open(row.id)).toMatchObject({ ok: true });
    const { id: exchangeId } = await latest(row.id);
    expect(await sendExchangeSms({ exchangeId, now: now() })).toBe("sent");
    expect(await messagesTo(account.phone)).toHaveLength(1);

    expect(await decide(row, second.id), "nothing was handed in").toMatchObject({ error: "exchange_decided" });
    expect(await handIn(row)).toMatchObject({ ok: true });
    expect((await portraitOf(row.id)).id, "the former one counts").toBe(before.id);
    expect((await waitingExchanges()).map(({ id }) => id)).toContain(exchangeId);
    expect(await decide(row, first.id)).toMatchObject({ error: "exchange_needs_another_person" });
    expect((await latest(row.id)).state).toBe("HANDED_IN");
    const answers = await Promise.all([decide(row, second.id), decide(row, second.id)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);

    const after = await portraitOf(row.id);
    expect(after.id).not.toBe(before.id);
    expect(after.perceptualHash).toMatch(/^[01]{256}$/);
    expect((await readEncryptedFile(after.storageKey)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect((await db().storedFile.findUniqueOrThrow({ where: { id: before.id } })).removedAt).not.toBeNull();
    expect((await seatOf(row.id)).cardRevision).toBe(seat.cardRevision + 1);
    const registration = await db().registration.findUniqueOrThrow({ where: { id: row.id } });
    expect(registration).toMatchObject({ status: "PAID", version: row.version + 1 });
    expect((await ownRequests(row)).map(({ item, corrected }) => [item, corrected])).toEqual([["PORTRAIT", true]]);
    const own = { accountId: account.id, registrationId: row.id, status: "PAID" as const };
    expect((await ownProgress(own)).corrections).toMatchObject([
      { reason: "照片模糊", changes: [{ item: "PORTRAIT", after: "已换新" }] },
    ]);
    // The bytes belong to the registration now: no job of evidence takes them.
    for (const { id } of await db().evidenceFile.findMany({ where: { exchangeId } }))
      await deleteEvidence({ evidenceFileId: id });
    expect(await readEncryptedFile(after.storageKey)).toBeTruthy();
    expect(await handIn(row)).toMatchObject({ error: "exchange_closed" });
  });

  it("is accepted by whoever opened it while nothing is paid or drawn, and two are needed from the payment on", async () => {
    const [alone, paid] = [
      await createRegistration({ status: "APPROVED" }),
      await createRegistration({ status: "APPROVED" }),
    ];
    for (const row of [alone, paid]) {
      await open(row.id);
      await handIn(row);
    }
    expect(await decide(alone, first.id)).toMatchObject({ ok: true });
    expect((await db().registration.findUniqueOrThrow({ where: { id: alone.id } })).status).toBe("APPROVED");
    // The payment is settled while he presses: his decision waits for it, and finds it.
    const raced = await whileUncommitted(
      "UPDATE registration SET status = 'PAID', paid_at = now() WHERE id = $1::uuid",
      [paid.id],
      () => decide(paid, first.id),
    );
    expect(raced).toMatchObject({ error: "exchange_needs_another_person" });
    expect(await decide(paid, second.id)).toMatchObject({ ok: true });
  });

  it("stands on the card when cards are published at the same time", async () => {
    const row = await createSeated({ examSession: { seatsFrozenAt: now(), cardsPublishedAt: null } });
    const seat = await seatOf(row.id);
    await open(row.id);
    await handIn(row);
    const raced = await whileUncommitted(
      "UPDATE exam_session SET cards_published_at = now() WHERE id = $1::uuid",
      [row.examSessionId],
      () => decide(row, second.id),
    );
    expect(raced).toMatchObject({ ok: true });
    expect((await seatOf(row.id)).cardRevision).toBe(seat.cardRevision + 1);
  });

  it("is judged as it was shown: a file that came meanwhile is not accepted unseen", async () => {
    const row = await createRegistration({ status: "PAID" });
    await open(row.id);
    await handIn(row);
    const { version } = await latest(row.id);
    await handIn(row);
    expect(await decide(row, second.id, "accept", { version })).toMatchObject({ error: "exchange_changed" });
    const files = await db().evidenceFile.findMany({ where: { exchange: { registrationId: row.id } } });
    expect(files.filter(({ removedAt }) => !removedAt)).toHaveLength(1);
  });
});

describe("the ways out", () => {
  it.each(["refuse", "withdraw"] as const)("%s: the former file stays, the new one is deleted", async (decision) => {
    const row = await createRegistration({ status: "PAID" });
    const before = await portraitOf(row.id);
    await open(row.id);
    await handIn(row);
    // Whoever opened it may say no.
    expect(await decide(row, first.id, decision)).toMatchObject({ ok: true });
    expect((await portraitOf(row.id)).id).toBe(before.id);
    expect(await db().evidenceFile.count({ where: { exchange: { registrationId: row.id }, removedAt: null } })).toBe(0);
    expect(await handIn(row)).toMatchObject({ error: "exchange_closed" });
    expect(await open(row.id)).toMatchObject({ ok: true });
  });

  it("ends at its time, and can be opened once more", async () => {
    const row = await createRegistration({ status: "PAID" });
    const races = await Promise.all([open(row.id), open(row.id)]);
    expect(races.map((one) => (one.ok ? "ok" : one.error)).toSorted()).toEqual(["exchange_already_open", "ok"]);
    expect(await open(row.id, { item: "ID_FRONT" }), "another item").toMatchObject({ ok: true });
    await db().exchange.updateMany({ where: { registrationId: row.id }, data: { until: now() } });
    expect(await handIn(row)).toMatchObject({ error: "exchange_closed" });
    expect(await open(row.id)).toMatchObject({ ok: true });
    const { examStartsAt } = await db().examSession.findUniqueOrThrow({ where: { id: row.examSessionId } });
    const late = new Date(examStartsAt.getTime() + 1);
    for (const until of [now(), late])
      expect(await open(row.id, { item: "PROOF", until })).toMatchObject({ error: "exchange_until_invalid" });
  });

  it("is opened for approved and paid registrations alone, and for their owner", async () => {
    for (const status of ["DRAFT", "SUBMITTED", "RETURNED", "REFUSED", "CANCELLED"] as const)
      expect(await open((await createRegistration({ status })).id)).toMatchObject({ error: "exchange_not_possible" });
    const row = await createRegistration({ status: "APPROVED" });
    await open(row.id);
    const stranger = { id: row.id, accountId: (await createAccount()).id };
    expect(await handIn(stranger)).toMatchObject({ error: "exchange_closed" });
    expect(await handIn(row, "ID_FRONT"), "another kind").toMatchObject({ error: "exchange_closed" });
    await handIn(row);
    await db().registration.update({ where: { id: row.id }, data: { status: "CANCELLED" } });
    expect(await decide(row, second.id)).toMatchObject({ error: "exchange_not_possible" });
    expect(await decide(row, second.id, "withdraw")).toMatchObject({ ok: true });
  });
});

describe("what ends it for good", () => {
  const states = async (registrationId: string) => {
    const rows = await db().exchange.findMany({ where: { registrationId }, orderBy: { id: "asc" } });
    return rows.map(({ state }) => state);
  };
  const files = (registrationId: string) =>
    db().evidenceFile.count({ where: { exchange: { registrationId }, removedAt: null } });

  it("the beginning of his exam: the portrait is that of the card on his desk, and can only be refused", async () => {
    const examSession = await createExamSession();
    const { examStartsAt, examEndsAt } = examSession;
    const [language] = examSession.languages;
    if (!language) throw new Error("no language");
    const row = await createRegistration({ status: "PAID", examSessionId: examSession.id });
    // His language is examined an hour later than the others.
    const own = { examStartsAt: new Date(examStartsAt.getTime() + HOUR), examEndsAt };
    await db().language.update({ where: { id: language.id }, data: own });
    await open(row.id, { until: own.examStartsAt });
    await open(row.id, { item: "PROOF", until: own.examStartsAt });
    await handIn(row, "PROOF", pdf({ pages: 1 }));
    await finish(row);
    const proof = await latest(row.id);
    const portrait = await db().exchange.findFirstOrThrow({ where: { registrationId: row.id, item: "PORTRAIT" } });
    await handInExchange({
      accountId: row.accountId,
      exchangeId: portrait.id,
      kind: "PORTRAIT",
      faceConsent: false,
      now: now(),
      source: await noisyJpeg(),
    });
    const at = async ({ id }: { id: string }, when: Date, decision: "accept" | "refuse") => {
      const { version } = await db().exchange.findUniqueOrThrow({ where: { id } });
      const judged = { exchangeId: id, version, decision, reason: "说明", staffId: second.id, now: when };
      return decideExchange(judged);
    };
    expect(await at(portrait, own.examStartsAt, "accept")).toMatchObject({ error: "exchange_exam_begun" });
    expect(await at(proof, own.examStartsAt, "accept"), "a proof is on no card").toMatchObject({ ok: true });
    expect(await at(portrait, own.examStartsAt, "refuse")).toMatchObject({ ok: true });
  });

  it.each([
    ["reopened", "已重新开放"],
    ["cancelled", "已取消"],
  ] as const)("a registration that is %s", async (how, why) => {
    const row = await createRegistration({ status: "APPROVED" });
    await open(row.id);
    await handIn(row);
    await open(row.id, { item: "PROOF" });
    const { version } = await db().registration.findUniqueOrThrow({ where: { id: row.id } });
    const by = { registrationId: row.id, version, reason: "填错", staffId: first.id, now: now() };
    const ended =
      how === "reopened" ? await reopenRegistration({ ...by, items: ["name"] }) : await cancelRegistration(by);
    expect(ended).toMatchObject({ ok: true });
    expect(await states(row.id)).toEqual(["WITHDRAWN", "WITHDRAWN"]);
    expect((await latest(row.id)).decisionReason).toContain(why);
    expect(await files(row.id)).toBe(0);
  });
});

it("is compared with other people's pictures before it is accepted, and not with his own", async () => {
  const [row, other, far] = [
    await createRegistration({ status: "PAID" }),
    await createRegistration({ status: "SUBMITTED" }),
    await createRegistration({ status: "SUBMITTED" }),
  ];
  await open(row.id);
  await handIn(row);
  const { id } = await latest(row.id);
  const file = await db().evidenceFile.findFirstOrThrow({ where: { exchangeId: id } });
  const { contentIndex, perceptualHash } = file;
  if (!perceptualHash) throw new Error("no hash");
  const flipped = (bits: number) =>
    perceptualHash.replaceAll(/[01]/g, (bit, index: number) => (index < bits ? String(1 - Number(bit)) : bit));
  const set = (registrationId: string, data: { contentIndex?: string; perceptualHash?: string }) =>
    db().storedFile.updateMany({ where: { registrationId, kind: "PORTRAIT" }, data });
  await set(row.id, { contentIndex, perceptualHash });
  await set(far.id, { perceptualHash: flipped(100) });
  expect(await exchangeMatches(id)).toEqual([]);
  await set(other.id, { perceptualHash: flipped(20) });
  const match = { id: other.id, kind: "PORTRAIT", status: "SUBMITTED", name: other.name };
  expect(await exchangeMatches(id)).toMatchObject([{ ...match, exact: false }]);
  await set(other.id, { contentIndex });
  expect(await exchangeMatches(id)).toMatchObject([{ ...match, exact: true }]);
});

it("is told on his own page until it is superseded: what is to be done first, then what became of it", async () => {
  const row = await createRegistration({ status: "PAID" });
  const told = (at = now()) => exchangeToTell(row.id, at);
  expect(await told()).toBeNull();
  await open(row.id);
  expect(await told()).toBe("OPEN");
  expect(await told(new Date(Date.now() + 2 * HOUR))).toBe("EXPIRED");
  await handIn(row);
  expect(await told()).toBe("HANDED_IN");
  await open(row.id, { item: "ID_FRONT" });
  expect(await told(), "one of two is still to be handed in").toBe("OPEN");
  expect(await decide(row, first.id, "withdraw")).toMatchObject({ ok: true });
  expect(await told()).toBe("HANDED_IN");
  const portrait = await db().exchange.findFirstOrThrow({ where: { registrationId: row.id, item: "PORTRAIT" } });
  const judged = { exchangeId: portrait.id, version: portrait.version, reason: "模糊", staffId: first.id, now: now() };
  expect(await decideExchange({ ...judged, decision: "refuse" })).toMatchObject({ ok: true });
  expect(await told()).toBe("REFUSED");
  await open(row.id);
  await handIn(row);
  expect(await decide(row, second.id)).toMatchObject({ ok: true });
  expect(await told(), "the refused one is superseded").toBe("WITHDRAWN");
});

it("a proof of several files waits for staff when he has said that all are there, or at its end", async () => {
  const row = await createRegistration({ status: "PAID" });
  await open(row.id, { item: "PROOF" });
  const { id: exchangeId } = await latest(row.id);
  expect(await finish(row)).toMatchObject({ error: "file_missing" });
  for (const pages of [1, 2]) expect(await handIn(row, "PROOF", pdf({ pages }))).toMatchObject({ ok: true });
  const kept = () => db().evidenceFile.findMany({ where: { exchangeId, removedAt: null } });
  const [file, other] = await kept();
  if (!file || !other) throw new Error("two files were handed in");
  const own = { accountId: row.accountId, exchangeId, now: now() };
  const stranger = { ...own, accountId: (await createAccount()).id };
  expect(await removeFromExchange({ ...stranger, fileId: file.id })).toMatchObject({ error: "exchange_closed" });
  expect(await finishExchange(stranger)).toMatchObject({ error: "exchange_closed" });
  expect(await removeFromExchange({ ...own, fileId: file.id })).toMatchObject({ ok: true });
  expect((await kept()).map(({ id }) => id)).toEqual([other.id]);

  await closeExchange({ exchangeId, now: now() });
  expect((await latest(row.id)).state, "his time is not over").toBe("OPEN");
  const { until } = await latest(row.id);
  await closeExchange({ exchangeId, now: until });
  expect((await latest(row.id)).state).toBe("HANDED_IN");
  expect(await removeFromExchange({ ...own, fileId: other.id })).toMatchObject({ error: "exchange_closed" });
  expect(await finish(row), "pressed all the same").toMatchObject({ ok: true });
  expect(await decide(row, second.id)).toMatchObject({ ok: true });
});

it("a proof of several pages takes the place of the former ones", async () => {
  const row = await createRegistration({ status: "PAID" });
  await open(row.id, { item: "PROOF" });
  expect(await handIn(row, "PROOF", pdf({ pages: 3 }))).toMatchObject({ ok: true });
  expect(await decide(row, second.id), "more may come").toMatchObject({ error: "exchange_decided" });
  expect(await finish(row)).toMatchObject({ ok: true });
  expect(await decide(row, second.id)).toMatchObject({ ok: true });
  const proofs = await db().storedFile.findMany({
    where: { registrationId: row.id, kind: "PROOF", removedAt: null },
    include: { furtherPages: true },
  });
  expect(proofs.map(({ pages, furtherPages }) => [pages, furtherPages.length])).toEqual([[3, 2]]);
  expect((await ownExchanges(row)).map(({ state }) => state)).toEqual(["ACCEPTED"]);
});
