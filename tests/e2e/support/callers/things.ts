import { randomUUID } from "node:crypto";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { claimUntil } from "@/lib/domain/registration/claim-time";
import {
  createExamSession,
  createLoginSession,
  createStaff,
  newDocument,
  newPhone,
  withSecondFactor,
} from "../../../support/factories";
import { noisyJpeg } from "../../../support/pictures";
import type { PersonName } from "./world";

// What lies on the desks while the matrix of callers asks.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Target = { accountId: string; registrationId: string; version: number; phone: string };

/** Each of another item, because one at a time is open. */
const itemOf = { HANDED_IN: "PORTRAIT", OPEN: "PROOF" } as const;

/** A paid order with its charge, as the settling writes it. */
async function createPaidOrder(registrationId: string) {
  const outTradeNo = `M${randomUUID().replaceAll("-", "").slice(0, 24)}`;
  const paid = { transactionId: `42${outTradeNo}`, amountFen: 5000, outTradeNo };
  const order = await db().paymentOrder.create({
    data: {
      ...paid,
      registrationId,
      channel: "NATIVE",
      status: "SUCCEEDED",
      createBody: {},
      timeExpire: new Date(Date.now() + HOUR),
      successTime: new Date(),
    },
  });
  const charge = await db().ledgerEntry.create({
    data: { ...paid, kind: "CHARGE", registrationId, orderId: order.id, at: new Date(), createdAt: new Date() },
  });
  return { orderId: order.id, chargeId: charge.id, outTradeNo, transactionId: paid.transactionId };
}

/** What lies on the desks: one of each thing that a page or an action names by its id. */
export async function createThings(
  examSessionId: string,
  spareSessionId: string,
  who: Record<PersonName, Target>,
  { administrator, reviewer: inScope }: { administrator: string; reviewer: string },
) {
  const now = new Date();
  const paid = await createPaidOrder(who.paid.registrationId);
  const secondPaid = await createPaidOrder(who.secondPaid.registrationId);
  const asked = { reason: "退考", staffId: administrator, createdAt: now, needsSecond: true };
  const requests = { ...asked, examSessionId, cause: "STAFF" as const, count: 1, totalFen: 1000 };
  const request = await db().refundRequest.create({ data: requests });
  const ownRequest = await db().refundRequest.create({ data: requests });
  const [waiver, ownWaiver] = await Promise.all(
    [who.approved, who.draft].map(({ registrationId }) =>
      db().waiverRequest.create({ data: { ...asked, registrationId, waivedFen: 5000 } }),
    ),
  );
  const pictureHash = randomUUID().replaceAll("-", "").repeat(2);
  await db().schoolPicture.create({
    data: { hash: pictureHash, bytes: new Uint8Array([0]), mediaType: "image/png", width: 1, height: 1 },
  });
  // A code on its way, which the lifting of this phone's limits makes void.
  await db().smsCode.create({
    data: {
      purpose: "REGISTER",
      phoneIndex: blindIndex("phone", who.draft.phone),
      codeHash: "of no code",
      createdAt: now,
      expiresAt: new Date(now.getTime() + HOUR),
    },
  });
  const refund = await db().refund.create({
    data: {
      chargeId: paid.chargeId,
      requestId: request.id,
      outRefundNo: `R${paid.outTradeNo}`,
      cause: "STAFF",
      status: "AWAITING",
      amountFen: 1000,
      reason: "退考",
      createdAt: now,
      nextTryAt: new Date(now.getTime() + DAY),
    },
  });
  const stuck = await db().refund.create({
    data: {
      chargeId: paid.chargeId,
      outRefundNo: `S${paid.outTradeNo}`,
      cause: "STAFF",
      status: "ABNORMAL",
      amountFen: 500,
      reason: "退考",
      createdAt: now,
      nextTryAt: new Date(now.getTime() + DAY),
    },
  });
  await db().registration.update({
    where: { id: who.claimed.registrationId },
    data: { claimedById: administrator, claimedUntil: claimUntil(now) },
  });
  const alert = await db().paymentAlert.upsert({
    where: { kind: "bill" },
    create: { kind: "bill", count: 1, firstAt: now, lastAt: now },
    update: { seenAt: null },
  });
  const money = { outTradeNo: paid.outTradeNo, transactionId: paid.transactionId, amountFen: 5000 };
  const exception = await db().paymentException.create({
    data: { ...money, kind: "UNKNOWN_ORDER", reference: `42${randomUUID()}` },
  });
  const room = await db().room.create({
    data: { examSessionId, number: 1, place: "教学楼 A101", capacity: 30, numberedSeats: 1 },
  });
  const frozenSession = await createExamSession({ seatsFrozenAt: now });
  const seat = await db().seat.create({
    data: {
      examSessionId,
      roomId: room.id,
      number: 1,
      registrationId: who.paid.registrationId,
      admitCardNumber: `1${Date.now()}`,
    },
  });
  const rooms = await Promise.all(
    [1, 2].map((number) =>
      db().room.create({ data: { examSessionId: spareSessionId, number, place: `教学楼 B10${number}`, capacity: 30 } }),
    ),
  );
  const bulk = (stopped: boolean) =>
    db().bulkRun.create({
      data: {
        examSessionId,
        staffId: administrator,
        action: "APPROVE",
        createdAt: now,
        ...(stopped ? { finishedAt: now } : {}),
        items: {
          create: [
            {
              position: 1,
              registrationId: who.submitted.registrationId,
              version: who.submitted.version,
              outcome: "done",
            },
          ],
        },
      },
    });
  const appealId = uuidv7(now);
  const statementEncrypted = encryptColumn("appeal.statement_encrypted", appealId, "证件号码被人使用");
  const appeal = await db().appeal.create({
    data: { id: appealId, registrationId: who.draft.registrationId, statementEncrypted, createdAt: now },
  });
  const phoneAppealId = uuidv7(now);
  const phoneAppeal = await db().phoneAppeal.create({
    data: {
      id: phoneAppealId,
      phoneEncrypted: encryptColumn("phone_appeal.phone_encrypted", phoneAppealId, newPhone()),
      phoneIndex: randomUUID(),
      nameEncrypted: encryptColumn("phone_appeal.name_encrypted", phoneAppealId, "诸葛找回"),
      documentEncrypted: encryptColumn("phone_appeal.document_encrypted", phoneAppealId, newDocument()),
      statementEncrypted: encryptColumn("phone_appeal.statement_encrypted", phoneAppealId, "原手机号已停用"),
      createdAt: now,
    },
  });
  // Each of another registration, because one at a time waits; both asked by the administrator.
  const [correction, ownCorrection] = await Promise.all(
    [who.paid, who.secondPaid].map(({ registrationId }) => {
      const id = uuidv7(now);
      const [before, after] = ["专升本", "高起本"];
      const content = [{ item: "level", before, after, shownBefore: before, shownAfter: after }];
      const contentEncrypted = encryptColumn("correction.content_encrypted", id, JSON.stringify(content));
      const grounds = { reason: "录入有误", evidence: "学信网截图" };
      return db().correction.create({
        data: {
          id,
          registrationId,
          contentEncrypted,
          ...grounds,
          staffId: administrator,
          createdAt: now,
          needsSecond: true,
        },
      });
    }),
  );
  const correctionRequestId = uuidv7(now);
  await db().correctionRequest.create({
    data: {
      id: correctionRequestId,
      number: `G${randomUUID().slice(0, 8)}`,
      registrationId: who.submitted.registrationId,
      item: "level",
      wantedEncrypted: encryptColumn("correction_request.wanted_encrypted", correctionRequestId, "高起本"),
      statementEncrypted: encryptColumn("correction_request.statement_encrypted", correctionRequestId, "学信网可查"),
      createdAt: now,
    },
  });
  await db().deskFilling.create({
    data: {
      id: uuidv7(now),
      registrationId: who.consenting.registrationId,
      staffId: administrator,
      consent: "同意书",
      createdAt: now,
    },
  });
  const evidenceId = uuidv7(now);
  await db().evidenceFile.create({
    data: {
      id: evidenceId,
      correctionRequestId,
      contentIndex: evidenceId,
      createdAt: now,
      pages: {
        create: { number: 1, storageKey: await storeEncryptedFile(await noisyJpeg()), size: 1, width: 1, height: 1 },
      },
    },
  });
  const exchanges = {
    reason: "照片模糊",
    until: new Date(now.getTime() + DAY),
    staffId: administrator,
    createdAt: now,
  };
  const [handedIn, openExchange] = await Promise.all(
    (["HANDED_IN", "OPEN"] as const).map((state) =>
      db().exchange.create({
        data: {
          id: uuidv7(now),
          registrationId: who.secondPaid.registrationId,
          item: itemOf[state],
          state,
          ...exchanges,
        },
      }),
    ),
  );
  for (const key of ["submitted", "paid"] as const)
    await db().accommodation.create({ data: { registrationId: who[key].registrationId, askedAt: now } });
  const { registrationId: grantedId } = await db().accommodation.create({
    data: { registrationId: who.undoable.registrationId, state: "GRANTED", version: 2, askedAt: now },
  });
  const accommodationDecisionId = uuidv7(now);
  await db().accommodationDecision.create({
    data: {
      id: accommodationDecisionId,
      registrationId: grantedId,
      outcome: "GRANTED",
      previous: "ASKED",
      version: 2,
      contentEncrypted: encryptColumn(
        "accommodation_decision.content_encrypted",
        accommodationDecisionId,
        JSON.stringify({ kinds: ["EXTRA_TIME"], reason: "" }),
      ),
      staffId: inScope,
      // So late that the minute for taking it back is not over when he is asked.
      decidedAt: new Date(now.getTime() + HOUR),
    },
  });
  const [reason, spareReason] = await Promise.all(
    ["请重新上传", "请更换照片"].map((text) =>
      db().cannedReason.create({ data: { item: "OTHER", text: `${text} ${randomUUID().slice(0, 8)}` } }),
    ),
  );
  // Not due for a day, so that the worker leaves its message to the call that stops it.
  const waiting = { template: "announcement", text: "矩阵短信", dueAt: new Date(now.getTime() + DAY), createdAt: now };
  const campaign = await db().smsCampaign.create({
    data: {
      id: uuidv7(now),
      examSessionId,
      staffId: administrator,
      template: "announcement",
      text: "矩阵短信",
      filter: {},
      recipients: 1,
      costFen: 5,
      createdAt: now,
      messages: { create: [{ accountId: who.other.accountId, ...waiting }] },
    },
  });
  const failedSms = await db().smsMessage.create({
    data: { accountId: who.submitted.accountId, ...waiting, state: "FAILED", failure: "aliyun isv.X" },
  });
  const notice = (withdrawnAt: Date | null) =>
    db().notice.create({
      data: {
        audience: "EVERYBODY",
        title: "矩阵通知",
        text: "矩阵测试",
        startsAt: now,
        endsAt: new Date(now.getTime() + DAY),
        withdrawnAt,
        createdAt: now,
        updatedAt: now,
      },
    });
  const rosterImport = await db().rosterImport.create({
    data: {
      examSessionId,
      staffId: administrator,
      size: 10,
      state: "FAILED",
      failure: "roster_file_unreadable",
      createdAt: now,
    },
  });
  await db().rosterRowError.create({ data: { importId: rosterImport.id, position: 1, row: 2, code: "name_missing" } });
  const mapping = await db().rosterImport.create({
    data: { examSessionId: spareSessionId, staffId: administrator, size: 10, state: "MAPPING", createdAt: now },
  });
  const reviewer = await createStaff({ role: "REVIEWER", allSchools: true });
  const [disabledSoon, enabledSoon, invitedSoon, withdrawnSoon, bound, signedIn, phoneless] = [
    await createStaff({ role: "FINANCE" }),
    await createStaff({ role: "FINANCE", disabledAt: now }),
    await createStaff({ role: "FINANCE" }),
    await createStaff({ role: "FINANCE", passwordHash: null, invitedUntil: new Date(now.getTime() + HOUR) }),
    await createStaff({ role: "FINANCE", ssoIndex: randomUUID(), ssoSince: now }),
    await createStaff({ role: "FINANCE" }),
    await createStaff({ role: "FINANCE", ...withSecondFactor(uuidv7(new Date())) }),
  ];
  const login = await createLoginSession({ staffId: signedIn.id });
  const file = await db().storedFile.findFirstOrThrow({
    where: { registrationId: who.submitted.registrationId, kind: "ID_FRONT" },
  });
  // Made by the reviewer in scope, and so late that the minute for taking it back is not over when he is asked.
  const decision = await db().reviewDecision.findFirstOrThrow({
    where: { registrationId: who.undoable.registrationId },
  });
  await db().reviewDecision.update({
    where: { id: decision.id },
    data: { staffId: inScope, decidedAt: new Date(now.getTime() + HOUR) },
  });
  return {
    pictureHash,
    paid,
    secondPaid,
    stuckRefundId: stuck.id,
    alertKind: alert.kind,
    requestId: request.id,
    ownRequestId: ownRequest.id,
    waiverId: waiver?.id ?? "",
    ownWaiverId: ownWaiver?.id ?? "",
    refundId: refund.id,
    exceptionId: exception.id,
    roomId: room.id,
    frozenSessionId: frozenSession.id,
    freeRoomId: rooms[0]?.id ?? "",
    spareRoomId: rooms[1]?.id ?? "",
    seatId: seat.id,
    bulkId: (await bulk(true)).id,
    runningBulkId: (await bulk(false)).id,
    accommodationDecisionId,
    appealId: appeal.id,
    phoneAppealId: phoneAppeal.id,
    correctionId: correction?.id ?? "",
    correctionRequestId,
    evidenceId,
    exchangeId: handedIn?.id ?? "",
    openExchangeId: openExchange?.id ?? "",
    ownCorrectionId: ownCorrection?.id ?? "",
    reasonId: reason?.id ?? "",
    spareReasonId: spareReason?.id ?? "",
    campaignId: campaign.id,
    failedSmsId: failedSms.id,
    noticeId: (await notice(null)).id,
    withdrawnNoticeId: (await notice(now)).id,
    importId: rosterImport.id,
    mappingImportId: mapping.id,
    spareReviewerId: reviewer.id,
    disabledSoonId: disabledSoon.id,
    disabledSoonName: disabledSoon.name,
    enabledSoonId: enabledSoon.id,
    invitedSoonId: invitedSoon.id,
    withdrawnSoonId: withdrawnSoon.id,
    boundId: bound.id,
    phonelessId: phoneless.id,
    phonelessName: phoneless.name,
    signedInId: signedIn.id,
    loginId: login.id,
    fileId: file.id,
    decisionId: decision.id,
  };
}
