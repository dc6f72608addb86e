import { uuidv7 } from "@/lib/adapter/db/uuid";
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
export function formsFor({ who, things, examSession, spareSession, drafts }: World): Record<string, Fields> {
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
  const money = { reason, orderId: things.paid.orderId };
  return {
    signInAction: account,
    registerAction: account,
    confirmPhoneAction: account,
    newPasswordAction: account,
    leaveAccountAction: account,
    filePhoneAppealAction: { ...account, name: "诸葛找回", documentNumber: newDocument(), statement: reason },
    openPhoneAppealsAction: account,
    decidePhoneAppealAction: { id: things.phoneAppealId, account: "reject", reason },
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
    refundSessionAction: { ...money, examSessionId: examSession.id, typedTitle: examSession.title },
    waiveFeeAction: { registrationId: who.waived.registrationId, reason },
    searchAction: { search: who.submitted.registrationNumber },
    nextAction: { queue: "", id: who.submitted.registrationId },
    undoAction: { decision: things.decisionId, queue: "" },
    revealAction: { id: who.submitted.registrationId },
    approveAction: { ...at("approvable"), reason },
    writeNameAction: { ...at("unwritten"), name: WRITTEN_NAME, shown: WRITTEN_NAME },
    releaseAction: { id: who.claimed.registrationId },
    sendBackAction: { ...at("sendable"), "item-name": "on", "reason-name": reason },
    refuseAction: { ...at("refusable"), reason, confirmed: "on" },
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
    chooseTableAction: { importId: things.importId, position: "1", headerRow: "" },
    confirmColumnsAction: { importId: things.importId, name: "0", documentNumber: "1" },
    cancelImportAction: { importId: things.mappingImportId },
    confirmImportAction: { importId: things.importId, mode: "ADD", ignoreErrors: "on" },
    reopenColumnsAction: { importId: things.importId },
    createSessionAction: drafts.create,
    updateSessionAction: drafts.update,
    publishSessionAction: drafts.publish,
    unpublishSessionAction: drafts.unpublish,
    deleteSessionAction: drafts.remove,
    saveRoomAction: {
      examSessionId: spareSession.id,
      id: things.freeRoomId,
      number: "7",
      place: "教学楼 B7",
      capacity: "30",
    },
    deleteRoomAction: { examSessionId: spareSession.id, id: things.spareRoomId },
    // By then the one room of that session has the number that saveRoomAction gives it.
    assignSeatsAction: { examSessionId: spareSession.id, seen: planOfOne({ id: things.freeRoomId, number: 7 }) },
    takeBackSeatsAction: { examSessionId: things.frozenSessionId, seen: "0", reason },
    assignLatecomersAction: {
      examSessionId: examSession.id,
      seen: planOfOne({ id: things.roomId, number: 1, used: 1, languages: ["1"] }),
    },
    publishCardsAction: { examSessionId: spareSession.id, seen: "1" },
    limitReviewerAction: { id: things.spareReviewerId, allSchools: "some", "scope-0": "矩阵乙校" },
    setStaffPasswordAction: account,
    addStaffAction: { name: "闻人新来", phone: newPhone(), role: "FINANCE" },
    editStaffAction: { id: things.spareReviewerId, version: "0", name: "闻人改名", role: "REVIEWER" },
    disableStaffAction: { id: things.disabledSoonId, version: "0", reason, confirmed: "on" },
    enableStaffAction: { id: things.enabledSoonId, version: "0", reason, confirmed: "on" },
    inviteStaffAction: { id: things.invitedSoonId, version: "0", reason, confirmed: "on" },
    endLoginsAction: { id: things.signedInId },
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
