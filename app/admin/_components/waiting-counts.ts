import { isExamOffice, mayAs, type Roles } from "@/lib/domain/account/roles";
import { countWaitingDocumentAppeals } from "@/lib/domain/appeal/queries/document-appeals";
import { countWaitingPhoneAppeals } from "@/lib/domain/appeal/queries/phone-appeals";
import { countWaitingCorrections } from "@/lib/domain/correction/queries/corrections";
import { countWaitingExchanges } from "@/lib/domain/correction/queries/exchanges";
import { countOpenRequests } from "@/lib/domain/correction/queries/requests";
import type { ExamSessionFrame } from "@/lib/domain/exam-session/queries";
import { paymentCounts } from "@/lib/domain/payment/queries/desk";
import { countWaitingAccommodations } from "@/lib/domain/review/queries/accommodations";
import { countByStatus } from "@/lib/domain/review/queries/queue";
import type { Scope } from "@/lib/domain/review/scope";
import { ownQueue, reviewDeciders } from "@/lib/domain/review/stages";
import type { Waiting } from "./desk-links";
import { keptForSeconds } from "./kept-for-seconds";

type Desk = { roles: Roles; scope: Scope; examSession: ExamSessionFrame | null };

/** What each number counts, read out after it. */
export const waitingUnits: Record<Waiting, string> = {
  reviews: "份待审核",
  accommodations: "项待审批",
  appeals: "项待处理",
  exceptions: "项待处理",
  refunds: "项待复核",
  waivers: "项待复核",
};

/**
 * How much waits behind each entry of the navigation for these roles and this scope; only for those who may act. A few
 * seconds old at most.
 */
export const waitingCounts = keptForSeconds(
  5,
  ({ roles, scope, examSession }: Desk) => JSON.stringify([roles, scope, examSession?.id]),
  async ({ roles, scope, examSession }): Promise<Partial<Record<Waiting, number>>> => {
    const officer = isExamOffice(roles);
    const reviewer = mayAs(roles, reviewDeciders);
    const finance = mayAs(roles, ["FINANCE", "EXAM_OFFICER"]);
    const [statuses, accommodations, documents, phones, corrections, requests, exchanges, payments] = await Promise.all(
      [
        reviewer && examSession ? countByStatus(examSession, scope, new Date()) : null,
        reviewer && examSession ? countWaitingAccommodations(examSession.id, scope) : 0,
        officer && examSession ? countWaitingDocumentAppeals(examSession.id) : 0,
        officer ? countWaitingPhoneAppeals() : 0,
        officer ? countWaitingCorrections() : 0,
        officer ? countOpenRequests() : 0,
        officer ? countWaitingExchanges() : 0,
        finance ? paymentCounts() : null,
      ],
    );
    return {
      ...(statuses && examSession && { reviews: statuses[ownQueue(examSession.twoStageReview, roles)] }),
      accommodations,
      appeals: documents + phones + corrections + requests + exchanges,
      ...(payments && {
        exceptions: payments.openCases,
        refunds: payments.awaiting,
        waivers: payments.awaitingWaivers,
      }),
    };
  },
);
