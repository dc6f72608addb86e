import { describe, expect, it } from "vitest";
import { movePhone } from "@/lib/domain/account/commands/move-phone";
import { ok } from "@/lib/core/result";
import { sendAppealSms } from "@/lib/domain/appeal/commands/send-appeal-sms";
import { openAppeal } from "@/lib/domain/appeal/commands/document-appeal";
import { appealsOf, ownAppeals } from "@/lib/domain/appeal/queries/document-appeals";
import { phoneIsInUse } from "@/lib/domain/appeal/queries/phone-appeals";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { decideRefundRequest } from "@/lib/domain/payment/commands/decide-refund";
import { ownOrders } from "@/lib/domain/payment/queries/own-orders";
import { receiptOrder } from "@/lib/domain/payment/queries/receipt";
import { earlierRegistration } from "@/lib/domain/registration/queries/earlier-registration";
import { sendBack } from "@/lib/domain/review/commands/send-back";
import { undoDecision } from "@/lib/domain/review/commands/undo-decision";
import { reopenColumns } from "@/lib/domain/roster/commands/reopen-columns";
import { lastDrawing, seatingCounts } from "@/lib/domain/seating/queries";
import {
  createAccount,
  createExamSession,
  createRegistration,
  createStaff,
  newDocument,
  newPhone,
} from "../../support/factories";
import { messagesTo } from "../../support/sms";

const DAY = 24 * 60 * 60_000;

describe("the number of an account", () => {
  it("that is given back to its own account is moved once on record, and stays the former one", async () => {
    const { id: accountId, phone, phoneIndex } = await createAccount();
    const staff = await createStaff();
    const moved = await transact(async (tx) =>
      ok(await movePhone(tx, { accountId, phone, passwordHash: "", staffId: staff.id, now: new Date() })),
    );
    expect(moved).toEqual(ok(phone));
    const after = await db().account.findUniqueOrThrow({ where: { id: accountId } });
    expect(after.phoneIndex).toBe(phoneIndex);
    expect(decryptColumn("account.phone_encrypted", accountId, after.phoneEncrypted ?? "")).toBe(phone);
    const audit = await db().auditEntry.findMany({
      where: { subjectId: accountId },
      select: { action: true, detail: true },
    });
    expect(audit).toEqual([{ action: "account.move_phone", detail: { hadNumber: true } }]);
  });

  it("is in use where something was handed in, but for the account that it shall go to", async () => {
    const [drafting, waiting] = [await createAccount(), await createAccount()];
    await createRegistration({ status: "DRAFT", accountId: drafting.id });
    await createRegistration({ status: "SUBMITTED", accountId: waiting.id });
    const inUse = ({ phoneIndex }: { phoneIndex: string | null }, exceptAccountId: string) =>
      phoneIsInUse({ phoneIndex: phoneIndex ?? "", exceptAccountId });
    expect(await inUse(drafting, waiting.id)).toBe(false);
    expect(await inUse(waiting, drafting.id)).toBe(true);
    expect(await inUse(waiting, waiting.id)).toBe(false);
  });

  it("is told once what became of the appeal, and not before it was decided", async () => {
    const phone = newPhone();
    const phoneAppealId = uuidv7(new Date());
    await db().phoneAppeal.create({
      data: {
        id: phoneAppealId,
        phoneIndex: blindIndex("phone", phone),
        phoneEncrypted: encryptColumn("phone_appeal.phone_encrypted", phoneAppealId, phone),
        documentEncrypted: encryptColumn("phone_appeal.document_encrypted", phoneAppealId, newDocument()),
        nameEncrypted: encryptColumn("phone_appeal.name_encrypted", phoneAppealId, "某人"),
        statementEncrypted: encryptColumn("phone_appeal.statement_encrypted", phoneAppealId, "某人"),
        createdAt: new Date(),
      },
    });
    const tell = () => sendAppealSms({ phoneAppealId, now: new Date() });
    expect(await tell()).toBe("nobody");
    const staff = await createStaff();
    await db().phoneAppeal.update({
      where: { id: phoneAppealId },
      data: { decidedAt: new Date(), decidedById: staff.id, reason: "已核对。" },
    });
    expect([await tell(), await tell()]).toEqual(["sent", "nobody"]);
    expect(await messagesTo(phone)).toHaveLength(1);
  });
});

describe("each reads and takes over his own", () => {
  it("appeals of his own, and staff those of the session", async () => {
    const open = async () => {
      const document = newDocument();
      const { examSessionId } = await createRegistration({ status: "SUBMITTED", document });
      const { accountId } = await createRegistration({ examSessionId, document });
      const opened = await openAppeal({ accountId, examSessionId, statement: "号码被人使用。", now: new Date() });
      if (!opened.ok) throw new Error(opened.error);
      return { accountId, examSessionId, id: opened.value.id };
    };
    const [mine, theirs] = [await open(), await open()];
    const other = await createRegistration({ examSessionId: mine.examSessionId });
    expect((await ownAppeals(mine)).map(({ id }) => id)).toEqual([mine.id]);
    expect(await ownAppeals(other)).toEqual([]);
    expect((await appealsOf(mine.examSessionId)).waiting.map(({ id }) => id)).toEqual([mine.id]);
    expect((await appealsOf(theirs.examSessionId)).waiting.map(({ id }) => id)).toEqual([theirs.id]);
  });

  it("orders and receipts of his own; a receipt of what was settled alone", async () => {
    const { id: registrationId, accountId } = await createRegistration({ status: "APPROVED" });
    const stranger = await createAccount();
    const order = {
      registrationId,
      channel: "NATIVE",
      createBody: {},
      amountFen: 5000,
      timeExpire: new Date(),
    } as const;
    const { id } = await db().paymentOrder.create({
      data: { ...order, outTradeNo: `T${Date.now()}`, status: "SURPLUS" },
    });
    expect(await ownOrders({ accountId, registrationId })).toHaveLength(1);
    expect(await ownOrders({ accountId: stranger.id, registrationId })).toEqual([]);
    expect(await receiptOrder(id, { accountId })).toBeNull();
    expect(await receiptOrder(id, "staff")).toBeNull();
    await db().paymentOrder.update({ where: { id }, data: { status: "SUCCEEDED" } });
    expect(await receiptOrder(id, { accountId })).not.toBeNull();
    expect(await receiptOrder(id, { accountId: stranger.id })).toBeNull();
    expect(await receiptOrder(id, "staff")).not.toBeNull();
  });

  it("the portrait of then, not one that was taken away", async () => {
    const earlier = await createRegistration({ status: "PAID" });
    const { id: examSessionId } = await createExamSession();
    const own = { accountId: earlier.accountId, examSessionId };
    const portrait = await db().storedFile.findFirstOrThrow({
      where: { registrationId: earlier.id, kind: "PORTRAIT" },
    });
    expect(await earlierRegistration(own)).toMatchObject({ portraitId: portrait.id });
    await db().storedFile.update({ where: { id: portrait.id }, data: { removedAt: new Date() } });
    expect(await earlierRegistration(own)).toMatchObject({ portraitId: null });
  });
});

describe("one exam session and another", () => {
  it("keep their drawings apart; seats wait for who has paid", async () => {
    const [here, there] = [await createExamSession(), await createExamSession()];
    const detail = { seed: "s", seats: 1, rooms: 1 };
    const entry = { actorKind: "SYSTEM", subjectKind: "exam_session", at: new Date(), detail } as const;
    await db().auditEntry.create({ data: { ...entry, action: "seating.assign", subjectId: there.id } });
    expect(await lastDrawing(here.id)).toBeNull();
    expect(await lastDrawing(there.id)).toMatchObject(detail);

    await createRegistration({ status: "APPROVED", examSessionId: here.id });
    await createRegistration({ status: "PAID", examSessionId: here.id });
    expect(await seatingCounts(here.id)).toMatchObject({ waiting: 1 });
    expect(await seatingCounts(there.id)).toMatchObject({ waiting: 0 });
  });

  it.each(["OPENING", "MAPPING", "CHECKING", "IMPORTING", "IMPORTED", "CANCELLED", "FAILED"] as const)(
    "let the columns of an import that is %s be",
    async (state) => {
      const [examSession, staff] = [await createExamSession(), await createStaff()];
      const { id: importId } = await db().rosterImport.create({
        data: { examSessionId: examSession.id, staffId: staff.id, size: 1, state, createdAt: new Date() },
      });
      expect(await reopenColumns({ importId })).toEqual({ ok: false, error: "roster_import_moved_on" });
      expect(await db().rosterImport.findUniqueOrThrow({ where: { id: importId } })).toMatchObject({ state });
    },
  );
});

it("who is sent back late may be given time until payment closes, and no longer", async () => {
  const now = new Date();
  const examSession = await createExamSession({ now });
  const closes = examSession.paymentClosesAt.getTime();
  const staff = await createStaff({ role: "EXAM_OFFICER" });
  const send = async (until: number) => {
    const { id, version } = await createRegistration({ status: "SUBMITTED", examSessionId: examSession.id });
    const returned = [{ item: "name", reason: "与证件不一致。", withSample: false } as const];
    const sent = await sendBack({ registrationId: id, version, staff, now, returned, reopenUntil: new Date(until) });
    return sent.ok ? "sent" : sent.error;
  };
  expect(await send(closes)).toBe("sent");
  expect(await send(closes + 1)).toBe("reopen_until_invalid");
  expect(await send(now.getTime())).toBe("reopen_until_invalid");
  expect(await send(now.getTime() + 1)).toBe("sent");
});

it("a decision is not taken back by whom the candidate's school was taken from since", async () => {
  const registration = await createRegistration({ status: "APPROVED" });
  const { id: decisionId, staffId } = await db().reviewDecision.findFirstOrThrow({
    where: { registrationId: registration.id },
  });
  const undo = () => undoDecision({ decisionId, staff: { id: staffId, roles: ["REVIEWER"] }, now: new Date() });
  await db().staff.update({ where: { id: staffId }, data: { allSchools: false } });
  expect(await undo()).toEqual({ ok: false, error: "decision_not_found" });
  await db().staff.update({ where: { id: staffId }, data: { allSchools: true } });
  expect(await undo()).toMatchObject({ ok: true });
});

it("a refund that is turned down opens again the case that it had answered, and no other of that payment", async () => {
  const [asking, deciding] = [await createStaff({ role: "FINANCE" }), await createStaff({ role: "FINANCE" })];
  const [now, transactionId] = [new Date(), `42${Date.now()}`];
  const charge = await db().ledgerEntry.create({
    data: { kind: "CHARGE", transactionId, amountFen: 5000, at: now, createdAt: now },
  });
  const answered = { transactionId, amountFen: 5000, resolvedAt: now, resolvedById: asking.id };
  const cases = await Promise.all([
    db().paymentException.create({
      data: { ...answered, kind: "UNKNOWN_ORDER", reference: transactionId, resolution: "REFUNDED" },
    }),
    db().paymentException.create({
      data: { ...answered, kind: "AMOUNT_MISMATCH", reference: transactionId, resolution: "EXPLAINED" },
    }),
  ]);
  const request = { cause: "EXCEPTION", reason: "重复缴费", createdAt: now } as const;
  const { id: requestId } = await db().refundRequest.create({
    data: { ...request, count: 1, totalFen: 5000, staffId: asking.id, needsSecond: true },
  });
  await db().refund.create({
    data: {
      ...request,
      requestId,
      chargeId: charge.id,
      outRefundNo: `R${transactionId}`,
      status: "AWAITING",
      amountFen: 5000,
      nextTryAt: new Date(now.getTime() + DAY),
    },
  });
  expect(await decideRefundRequest({ staffId: deciding.id, requestId, confirm: false }, now)).toMatchObject({
    ok: true,
  });
  const open = await db().paymentException.findMany({
    where: { transactionId, resolvedAt: null },
    select: { id: true },
  });
  expect(open).toEqual([{ id: cases[0].id }]);
});
