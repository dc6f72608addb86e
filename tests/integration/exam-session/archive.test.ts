import { expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { setArchived } from "@/lib/domain/exam-session/commands/set-archived";
import {
  examSessions,
  listedExamSessionById,
  publishedExamSessionById,
  publishedExamSessions,
  publishedFrames,
} from "@/lib/domain/exam-session/queries";
import { openWorkOf } from "@/lib/domain/progress/queries/open-work";
import { signedInDetailsContext, signedInStanding, watchedStanding } from "@/lib/domain/registration/queries/standing";
import { createExamSession, createLoginSession, createRegistration, createStaff } from "../../support/factories";
import { outcome } from "../../support/session-form";

const DAY = 24 * 60 * 60 * 1000;

/** An exam session that is over, with one who paid. */
async function finished() {
  const examSession = await createExamSession({ now: new Date(Date.now() - 90 * DAY) });
  const registration = await createRegistration({ status: "PAID", examSessionId: examSession.id });
  return { examSession, registration };
}

async function set(
  id: string,
  act: "archive" | "restore",
  { now = new Date(), resultsDone = true, seen = 0 }: { now?: Date; resultsDone?: boolean; seen?: number } = {},
) {
  const staff = await createStaff({ role: "EXAM_OFFICER" });
  const row = await db().examSession.findUniqueOrThrow({ where: { id } });
  const version = seen || row.updatedAt.getTime();
  const by = { staffId: staff.id, workOf: openWorkOf, reason: "全部办结", now };
  return setArchived({ id, seen: version, act, resultsDone, ...by });
}

it("leaves every list, stays readable to its own candidates, who change nothing, and comes back", async () => {
  const { examSession, registration } = await finished();
  const { id } = examSession;
  const login = await createLoginSession({ accountId: registration.accountId });
  const elsewhere = await createRegistration({ status: "PAID" });
  const other = await createLoginSession({ accountId: elsewhere.accountId });
  const ids = (rows: readonly { id: string }[]) => rows.some((row) => row.id === id);
  const seenIn = async () => ({
    offered: ids(await publishedFrames()),
    switcher: ids(await publishedExamSessions()),
    list: ids(await examSessions({ archived: false })),
    archive: ids(await examSessions({ archived: true })),
    chosen: (await listedExamSessionById(id)) !== null,
    address: (await publishedExamSessionById(id)) !== null,
    own: ids((await signedInStanding(login.id, new Date()))?.entries.map((entry) => entry.examSession) ?? []),
    others: ids((await signedInStanding(other.id, new Date()))?.entries.map((entry) => entry.examSession) ?? []),
    watched: (await watchedStanding(login.id, id, new Date())) !== null,
    form: (await signedInDetailsContext(login.id, id, new Date())) !== null,
  });
  const inUse = { offered: true, switcher: true, list: true, archive: false, chosen: true, address: true };
  const readable = { own: true, others: false, watched: true };
  expect(await seenIn()).toEqual({ ...inUse, ...readable, form: true });

  const archived = { offered: false, switcher: false, list: false, archive: true, chosen: false, address: true };
  expect(outcome(await set(id, "archive"))).toBe("saved");
  expect(await seenIn()).toEqual({ ...archived, ...readable, form: false });
  // A list that shows it already goes on offering it.
  expect(ids(await publishedExamSessions(id))).toBe(true);
  expect(await db().registration.count({ where: { examSessionId: id } })).toBe(1);

  expect(outcome(await set(id, "restore"))).toBe("saved");
  expect(await seenIn()).toEqual({ ...inUse, ...readable, form: true });
  const audits = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  expect(audits.map(({ action, detail }) => ({ action, ...(detail as { reason: string }) }))).toMatchObject([
    { action: "exam_session.archive", before: null, reason: "全部办结" },
    { action: "exam_session.restore", reason: "全部办结" },
  ]);
});

it("is not done twice, to a draft, from an older page, before the exam is over, or with results to come", async () => {
  const { examSession } = await finished();
  const { id } = examSession;
  expect(outcome(await set(id, "archive", { resultsDone: false }))).toBe("results_not_confirmed");
  const seen = examSession.updatedAt.getTime();
  expect(outcome(await set(id, "restore"))).toBe("session_edited_meanwhile");
  expect(outcome(await set(id, "archive"))).toBe("saved");
  expect(outcome(await set(id, "archive"))).toBe("session_edited_meanwhile");
  expect(outcome(await set(id, "restore", { seen }))).toBe("session_edited_meanwhile");
  expect(outcome(await set((await createExamSession({ publishedAt: null })).id, "archive"))).toBe("session_is_draft");

  const other = await createExamSession();
  const over = (ms: number) => ({ now: new Date(other.examEndsAt.getTime() + ms) });
  expect(outcome(await set(other.id, "archive", over(-1)))).toBe("archive_obstructed");
  expect(outcome(await set(other.id, "archive", over(0)))).toBe("saved");
});

type World = Awaited<ReturnType<typeof finished>> & { staffId: string };
const past = new Date("2026-01-01T00:00:00Z");

const order = ({ registration }: World, status: "CREATING" | "OPEN" | "SUCCEEDED") =>
  db().paymentOrder.create({
    data: {
      registrationId: registration.id,
      outTradeNo: `A${Date.now()}${Math.round(Math.random() * 1e6)}`,
      channel: "NATIVE",
      status,
      amountFen: 5000,
      createBody: {},
      timeExpire: past,
    },
  });

async function refund(world: World, status: "AWAITING" | "PENDING" | "PROCESSING" | "SUCCEEDED") {
  const { id: orderId } = await order(world, "SUCCEEDED");
  const registrationId = world.registration.id;
  const charge = await db().ledgerEntry.create({
    data: {
      kind: "CHARGE",
      registrationId,
      orderId,
      transactionId: orderId,
      amountFen: 5000,
      at: past,
      createdAt: past,
    },
  });
  const request = await db().refundRequest.create({
    data: {
      cause: "STAFF",
      reason: "住院",
      count: 1,
      totalFen: 5000,
      staffId: world.staffId,
      createdAt: past,
      needsSecond: status === "AWAITING",
    },
  });
  return db().refund.create({
    data: {
      chargeId: charge.id,
      requestId: request.id,
      outRefundNo: `R${orderId}`,
      cause: "STAFF",
      status,
      amountFen: 5000,
      reason: "住院",
      createdAt: past,
      nextTryAt: past,
    },
  });
}

const correction = { contentEncrypted: "-", reason: "更正", evidence: "身份证", createdAt: past };

const exchange = ({ registration, staffId }: World, state: "OPEN" | "HANDED_IN") =>
  db().exchange.create({
    data: {
      registrationId: registration.id,
      item: "PROOF",
      state,
      reason: "看不清",
      until: past,
      staffId,
      createdAt: past,
    },
  });

it.each<[string, (world: World) => Promise<unknown>, boolean]>([
  ["an order that is being created", (world) => order(world, "CREATING"), true],
  ["an open order", (world) => order(world, "OPEN"), true],
  ["a paid order", (world) => order(world, "SUCCEEDED"), false],
  ["a refund for a second person", (world) => refund(world, "AWAITING"), true],
  ["a refund to be sent", (world) => refund(world, "PENDING"), true],
  ["a refund on its way", (world) => refund(world, "PROCESSING"), true],
  ["a refund that arrived", (world) => refund(world, "SUCCEEDED"), false],
  [
    "an exception",
    async (world) => {
      const { id: orderId } = await order(world, "SUCCEEDED");
      return db().paymentException.create({
        data: { kind: "AMOUNT_MISMATCH", reference: orderId, orderId, amountFen: 1, createdAt: past },
      });
    },
    true,
  ],
  [
    "a waiver for a second person",
    ({ registration, staffId }) =>
      db().waiverRequest.create({
        data: {
          registrationId: registration.id,
          reason: "低保",
          waivedFen: 5000,
          staffId,
          createdAt: past,
          needsSecond: true,
        },
      }),
    true,
  ],
  [
    "an appeal",
    ({ registration }) =>
      db().appeal.create({ data: { registrationId: registration.id, statementEncrypted: "-", createdAt: past } }),
    true,
  ],
  [
    "a correction for a second person",
    ({ registration, staffId }) =>
      db().correction.create({ data: { ...correction, registrationId: registration.id, staffId, needsSecond: true } }),
    true,
  ],
  [
    "a request for a correction",
    ({ registration }) =>
      db().correctionRequest.create({
        data: {
          number: String(Date.now()).slice(-12),
          registrationId: registration.id,
          item: "name",
          wantedEncrypted: "-",
          statementEncrypted: "-",
          createdAt: past,
        },
      }),
    true,
  ],
  ["an exchange for a look", (world) => exchange(world, "HANDED_IN"), true],
  ["an exchange in which nothing came", (world) => exchange(world, "OPEN"), false],
])("waits for what is under way in it, and in no other: %s", async (_what, begin, obstructs) => {
  const [world, other] = [await finished(), await finished()];
  const staffId = (await createStaff({ role: "FINANCE" })).id;
  await begin({ ...world, staffId });
  expect(outcome(await set(world.examSession.id, "archive"))).toBe(obstructs ? "archive_obstructed" : "saved");
  expect(outcome(await set(other.examSession.id, "archive"))).toBe("saved");
});
