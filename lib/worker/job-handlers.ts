import { db } from "@/lib/adapter/db/client";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import type { PeriodicTask, TaskHandlers } from "@/lib/adapter/jobs/tasks";
import { logger } from "@/lib/adapter/log/logger";
import { sendPhoneChangeSms } from "@/lib/domain/account/commands/change-own-phone";
import { renderCard } from "@/lib/domain/admit-card/commands/render-card";
import { sendCardChangeSms } from "@/lib/domain/admit-card/commands/send-card-change-sms";
import { sendCardSms } from "@/lib/domain/admit-card/commands/send-card-sms";
import { sendAppealSms } from "@/lib/domain/appeal/commands/send-appeal-sms";
import { sendRequestSms } from "@/lib/domain/correction/commands/answer-request";
import { closeExchange, sendExchangeSms } from "@/lib/domain/correction/commands/exchange";
import { sendCorrectionSms } from "@/lib/domain/correction/commands/send-correction-sms";
import { deleteEvidence } from "@/lib/domain/evidence/commands/remove-evidence";
import { sendRefundSms } from "@/lib/domain/payment/commands/send-refund-sms";
import { sendFillingSms } from "@/lib/domain/registration/commands/desk-filling";
import { matchPictures } from "@/lib/domain/registration/commands/match-pictures";
import { runBulk } from "@/lib/domain/review/commands/bulk";
import { recheck } from "@/lib/domain/review/commands/recheck";
import { sendCancelSms } from "@/lib/domain/review/commands/send-cancel-sms";
import { sendAccommodationSms } from "@/lib/domain/registration/commands/accommodation-decision";
import { sendDecisionSms } from "@/lib/domain/review/commands/send-decision-sms";
import { runImport } from "@/lib/domain/roster/commands/run-import";

/** The handlers of jobs that do not repeat. */
export const jobHandlers: Omit<TaskHandlers, PeriodicTask> = {
  "send-refund-sms": async ({ refundId }) => {
    await sendRefundSms({ refundId, now: new Date() });
  },
  "render-admit-card": async ({ registrationId }) => {
    const rendered = await renderCard({ registrationId, now: new Date() });
    // Running the job again would not help: staff confirmed the name before publishing, or must install a font.
    if (!rendered.ok) logger.warn({ registrationId, refusal: rendered.error }, "an admit card was not drawn");
  },
  "send-card-sms": async ({ registrationId }) => {
    await sendCardSms({ registrationId, now: new Date() });
  },
  "send-card-change-sms": async ({ registrationId }) => {
    await sendCardChangeSms({ registrationId, now: new Date() });
  },
  "delete-evidence": async ({ evidenceFileId }) => {
    await deleteEvidence({ evidenceFileId });
  },
  "match-pictures": async ({ fileId }) => {
    const pairs = await matchPictures({ fileId, now: new Date() });
    if (pairs === 0) return;
    logger.info({ fileId, pairs }, "the same picture was found with other candidates");
    await recheck({ target: { fileId }, now: new Date() });
  },
  "recheck-registrations": async (target) => {
    const looked = await recheck({ target, now: new Date() });
    if (looked > 1) logger.info({ ...target, looked }, "looked at what waits for review");
  },
  "send-decision-sms": async ({ decisionId }) => {
    await sendDecisionSms({ decisionId, now: new Date() });
  },
  "send-accommodation-sms": async ({ decisionId }) => {
    await sendAccommodationSms({ decisionId, now: new Date() });
  },
  "send-appeal-sms": async ({ phoneAppealId }) => {
    await sendAppealSms({ phoneAppealId, now: new Date() });
  },
  "send-cancel-sms": async ({ registrationId }) => {
    await sendCancelSms({ registrationId, now: new Date() });
  },
  "send-request-sms": async ({ requestId }) => {
    await sendRequestSms({ requestId, now: new Date() });
  },
  "send-correction-sms": async ({ correctionId }) => {
    await sendCorrectionSms({ correctionId, now: new Date() });
  },
  "send-filling-sms": async ({ deskFillingId }) => {
    await sendFillingSms({ deskFillingId, now: new Date() });
  },
  "close-exchange": async ({ exchangeId }) => {
    await closeExchange({ exchangeId, now: new Date() });
  },
  "send-exchange-sms": async ({ exchangeId }) => {
    await sendExchangeSms({ exchangeId, now: new Date() });
  },
  "send-phone-change-sms": async ({ phoneChangeId }) => {
    await sendPhoneChangeSms({ phoneChangeId, now: new Date() });
  },
  "run-bulk-review": async ({ bulkRunId }) => {
    const outcome = await runBulk({ bulkRunId, now: () => new Date() });
    if (outcome === "more") await enqueue(db(), "run-bulk-review", { bulkRunId });
  },
  "import-roster": async ({ importId }, signal) => {
    await runImport({ importId, now: new Date(), ...(signal && { signal }) });
  },
};
