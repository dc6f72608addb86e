import { formatInput } from "@/app/_lib/format";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { proposeCorrection } from "@/lib/domain/correction/commands/propose-correction";
import { refundable } from "@/lib/domain/payment/queries/refunds";
import { type PlanRoom, planSeating } from "@/lib/domain/seating/plan";
import { planKey } from "@/lib/domain/seating/queries";
import { newDocument, newPhone } from "../../../support/factories";
import type { World } from "./world";

type Fields = Record<string, string>;

/** The key of the plan that seats one person of the first language in this room of thirty. */
const planOfOne = (room: Omit<PlanRoom, "capacity">) =>
  planKey(planSeating([{ languageCode: "1", ordinary: 1, apart: 0 }], [{ capacity: 30, ...room }]));

/** The name that staff write for him whose name lacks a character. */
export const WRITTEN_NAME = "公孙缺字书";

/**
 * What is sent to each server action: whole and valid, and at things that the wrong caller must not reach, so that only
 * the gate or the scope can refuse. An action that is not here is sent an empty form.
 */
export async function formsFor({
  who,
  things,
  examSession,
  spareSession,
  drafts,
}: World): Promise<Record<string, Fields>> {
  const at = (key: keyof typeof who) => ({ id: who[key].registrationId, version: String(who[key].version), queue: "" });
  const reason = "矩阵测试";
  // What a candidate would add to reach somebody else's registration.
  const victim = {
    registrationId: who.submitted.registrationId,
    accountId: who.submitted.accountId,
    examSessionId: examSession.id,
    id: who.submitted.registrationId,
  };
  const account = {
    phone: newPhone(),
    password: "another-password-1",
    smsCode: "000000",
    confirmPassword: "another-password-1",
    consent: "on",
  };
  const details = {
    category: "ADULT_ENROLLED",
    name: "诸葛改名",
    sex: "MALE",
    idType: "RESIDENT_ID",
    documentNumber: newDocument(),
    level: "专升本",
    languageId: examSession.languages[0]?.id ?? "",
    schoolId: examSession.schools[0]?.id ?? "",
    studentNumber: "202300012345",
  };
  const correction = { studentNumber: "202399998888", reason, evidence: reason };
  // The key of what the page shows before it is confirmed; nothing is written without it.
  const asked = await proposeCorrection({
    registrationId: who.correctable.registrationId,
    version: who.correctable.version,
    typed: { studentNumber: correction.studentNumber },
    reason,
    evidence: reason,
    confirmed: "",
    staffId: things.spareReviewerId,
    now: new Date(),
  });
  const money = { reason, orderId: things.paid.orderId };
  // As the page shows them at this moment: earlier calls have refunded some.
  const left = (await refundable({ examSessionId: examSession.id })).filter(({ leftFen }) => leftFen > 0);
  const need = await db().accommodation.findUniqueOrThrow({ where: { registrationId: who.submitted.registrationId } });
  return {
    signInAction: account,
    registerAction: account,
    confirmPhoneAction: account,
    newPasswordAction: account,
    leaveAccountAction: account,
    changeOwnPasswordAction: { ...account, currentPassword: "not-the-old-one" },
    endCandidateLoginAction: {},
    confirmFormerPhoneAction: account,
    changeOwnPhoneAction: account,
    filePhoneAppealAction: { ...account, name: "诸葛找回", documentNumber: newDocument(), statement: reason },
    openPhoneAppealsAction: account,
    decidePhoneAppealAction: { id: things.phoneAppealId, account: "reject", reason },
    decideAccommodationAction: {
      id: who.submitted.registrationId,
      version: String(need.version),
      outcome: "GRANTED",
      "kind-EXTRA_TIME": "on",
      reason,
    },
    undoAccommodationAction: { decisionId: things.accommodationDecisionId },
    askAccommodationAction: { ...victim, accommodation: "#EXTRA_TIME\n#AGREED" },
    withdrawAccommodationAction: { ...victim, confirmed: "on" },
    signInStaffAction: account,
    answerAppealAction: { id: things.appealId, answer: reason },
    seeAlertAction: { kind: things.alertKind },
    queryOrderAction: { orderId: things.paid.orderId },
    searchPaymentsAction: { search: who.paid.registrationNumber },
    decideRefundAction: { requestId: things.requestId, decision: "reject" },
    withdrawRefundAction: { requestId: things.ownRequestId },
    decideWaiverAction: { waiverId: things.waiverId, decision: "reject" },
    withdrawWaiverAction: { waiverId: things.ownWaiverId },
    resolveExceptionAction: { exceptionId: things.exceptionId, action: "explain", note: reason },
    retryRefundAction: { refundId: things.stuckRefundId },
    refundOneAction: { ...money, formKey: uuidv7(new Date()), chargeId: things.paid.chargeId, amount: "10.00" },
    refundManyAction: { ...money, charges: things.secondPaid.chargeId, sumFen: "5000", confirmed: "on" },
    refundSessionAction: {
      ...money,
      examSessionId: examSession.id,
      count: String(left.length),
      sumFen: String(left.reduce((sum, { leftFen }) => sum + leftFen, 0)),
      confirmation: String(left.length),
    },
    waiveFeeAction: { registrationId: who.waived.registrationId, reason },
    searchAction: { search: who.submitted.registrationNumber },
    deskSearchAction: { search: who.submitted.registrationNumber },
    nextAction: { queue: "", id: who.submitted.registrationId },
    undoAction: { decision: things.decisionId, queue: "" },
    approveAction: { ...at("approvable"), reason },
    writeNameAction: { ...at("unwritten"), name: WRITTEN_NAME, shown: WRITTEN_NAME },
    releaseAction: { id: who.claimed.registrationId },
    sendBackAction: { ...at("sendable"), "item-name": "on", "reason-name": reason },
    refuseAction: { ...at("refusable"), reason, confirmed: "on" },
    endCandidateLoginsAction: { id: who.bulk.registrationId, reason, confirmed: "on" },
    extendStepAction: {
      ...at("returned"),
      step: "PAYMENT",
      until: formatInput(new Date(examSession.paymentClosesAt.getTime() + 60_000)),
      reason,
      confirmed: "on",
    },
    reopenItemsAction: {
      ...at("reopenable"),
      "item-name": "on",
      reason,
      until: formatInput(new Date(examSession.reviewClosesAt.getTime() + 60_000)),
      confirmed: "on",
    },
    cancelRegistrationAction: { ...at("cancellable"), reason, confirmed: "on" },
    // A code for a phone is written down, too.
    changePhoneAction: { go: "code", id: who.correctable.registrationId, phone: newPhone() },
    answerRequestAction: { requestId: things.correctionRequestId, answer: reason, seenEvidence: things.evidenceId },
    fileRequestAction: { ...victim, item: "level", wanted: "高起本", statement: reason },
    proposeCorrectionAction: {
      ...at("correctable"),
      ...correction,
      confirm: asked.ok ? "" : (asked.detail?.confirm ?? ""),
      confirmed: "on",
    },
    // A code for a phone is written down, too.
    openFillingAction: { go: "code", phone: newPhone(), examSession: examSession.id },
    fillDetailsAction: { id: who.consenting.registrationId, name: "代填" },
    submitFillingAction: { id: who.consenting.registrationId, version: "999", confirmed: "on" },
    endFillingAction: { id: who.consenting.registrationId },
    openExchangeAction: {
      id: who.approved.registrationId,
      item: "ID_FRONT",
      until: formatInput(new Date(Date.now() + 3_600_000)),
      reason,
    },
    decideExchangeAction: {
      id: who.secondPaid.registrationId,
      exchangeId: things.exchangeId,
      version: "1",
      decision: "refuse",
      reason,
    },
    withdrawExchangeAction: {
      id: who.secondPaid.registrationId,
      exchangeId: things.openExchangeId,
      version: "1",
      reason,
    },
    decideCorrectionAction: { correctionId: things.correctionId, decision: "reject", reason },
    withdrawCorrectionAction: { correctionId: things.ownCorrectionId, reason },
    addNoteAction: { id: who.submitted.registrationId, text: reason },
    startBulkAction: {
      action: "APPROVE",
      list: `${who.bulk.registrationId}.${who.bulk.version}`,
      reason: "",
      confirmed: "on",
    },
    stopBulkAction: { id: things.runningBulkId },
    addReasonAction: { item: "OTHER", text: `${reason}${things.reasonId}` },
    rewordReasonAction: { id: things.reasonId, text: `${reason}二${things.reasonId}` },
    retireReasonAction: { id: things.spareReasonId },
    saveNoticeAction: {
      id: uuidv7(new Date()),
      version: "0",
      session: examSession.id,
      title: reason,
      text: reason,
      audience: "EVERYBODY",
      startsAt: formatInput(new Date()),
      endsAt: formatInput(new Date(Date.now() + 60 * 60_000)),
    },
    startCampaignAction: {
      id: uuidv7(new Date()),
      session: examSession.id,
      template: "announcement",
      status: "REFUSED",
      // Those of whom the earlier calls made one: refusable.
      count: "1",
      confirmed: "on",
      // Another caller has just begun the same.
      again: "on",
    },
    stopCampaignAction: { id: things.campaignId },
    testSmsAction: { session: examSession.id, template: "announcement" },
    resendSmsAction: { id: things.failedSmsId },
    switchSmsAction: { session: examSession.id, "on-EXAM_TOMORROW": "on" },
    withdrawNoticeAction: { id: things.noticeId, version: "1" },
    restoreNoticeAction: { id: things.withdrawnNoticeId, version: "1" },
    chooseTableAction: { importId: things.importId, position: "1", headerRow: "" },
    confirmColumnsAction: { importId: things.importId, name: "0", documentNumber: "1" },
    cancelImportAction: { importId: things.mappingImportId },
    confirmImportAction: { importId: things.importId, mode: "ADD", ignoreErrors: "on" },
    reopenColumnsAction: { importId: things.importId },
    createSessionAction: drafts.create,
    updateSessionAction: drafts.update,
    publishSessionAction: drafts.publish,
    setNewcomersAction: drafts.newcomers,
    setArchivedAction: drafts.archive,
    unpublishSessionAction: drafts.unpublish,
    deleteSessionAction: drafts.remove,
    saveRoomAction: {
      examSessionId: spareSession.id,
      id: things.freeRoomId,
      number: "7",
      place: "教学楼 B7",
      capacity: "30",
    },
    deleteRoomAction: { examSessionId: spareSession.id, id: things.spareRoomId, confirmation: "2" },
    // By then the one room of that session has the number that saveRoomAction gives it.
    assignSeatsAction: { examSessionId: spareSession.id, seen: planOfOne({ id: things.freeRoomId, number: 7 }) },
    takeBackSeatsAction: { examSessionId: things.frozenSessionId, seen: "0", confirmation: "0", reason },
    assignLatecomersAction: {
      examSessionId: examSession.id,
      seen: planOfOne({ id: things.roomId, number: 1, used: 1, languages: ["1"] }),
    },
    publishCardsAction: { examSessionId: spareSession.id, seen: "1", confirmation: "1" },
    limitReviewerAction: { id: things.spareReviewerId, allSchools: "some", "scope-0": "矩阵乙校" },
    setStaffPasswordAction: account,
    acceptInvitationAction: account,
    addStaffAction: { name: "闻人新来", phone: newPhone(), "role-FINANCE": "on" },
    editStaffAction: { id: things.spareReviewerId, version: "0", name: "闻人改名", "role-REVIEWER": "on" },
    disableStaffAction: { id: things.disabledSoonId, version: "0", reason, confirmation: things.disabledSoonName },
    enableStaffAction: { id: things.enabledSoonId, version: "0", reason, confirmed: "on" },
    inviteStaffAction: { id: things.invitedSoonId, version: "0", reason, confirmed: "on" },
    withdrawInvitationAction: { id: things.withdrawnSoonId, version: "0", reason, confirmed: "on" },
    resetSecondFactorAction: { id: things.phonelessId, version: "0", reason, confirmation: things.phonelessName },
    replaceSecondFactorAction: {},
    bindSsoAction: {},
    unbindSsoAction: {},
    unbindMemberSsoAction: { id: things.boundId, version: "0", reason, confirmed: "on" },
    confirmSecondFactorAction: { code: "123456", kept: "on" },
    giveSecondFactorAction: { code: "123456" },
    renewPasswordAction: { next: "/admin" },
    endLoginsAction: { id: things.signedInId },
    saveListAction: { list: "orders", size: "100", density: "standard", "column-state": "on" },
    saveViewAction: { list: "orders", name: reason, query: "status=OPEN" },
    // A view that nobody has: only its owner deletes one.
    deleteViewAction: { list: "orders", id: uuidv7(new Date()) },
    changePasswordAction: {
      currentPassword: "not-the-password-1",
      password: "another-password-1",
      confirmPassword: "another-password-1",
    },
    // Somebody else's login, which is none of the caller's.
    endOwnLoginsAction: { login: things.loginId },
    liftSignInLimitsAction: { phone: who.draft.phone, reason },
    openAppealAction: { ...victim, statement: reason },
    submitAction: {
      ...victim,
      version: String(who.draft.version),
      confirmName: "on",
      confirmDocument: "on",
      confirmSchool: "on",
      confirmTruth: "on",
    },
    saveDetailsAction: { ...victim, ...details },
    takeOverAction: victim,
    startRegistrationAction: { ...victim, textsVersion: "1", agreed: "on" },
    refreshOrderAction: victim,
    openOrderAction: { ...victim, channel: "NATIVE" },
    confirmPortraitAction: victim,
    withdrawFaceConsentAction: victim,
    withdrawAction: victim,
  };
}
