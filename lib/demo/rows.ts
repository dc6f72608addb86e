import { phoneColumns } from "@/lib/domain/account/commands/phone-columns";
import { randomBytes } from "node:crypto";
import { CONSENT_VERSION } from "@/lib/domain/account/consent";
import { maskDocument } from "@/lib/core/identity-number";
import type { Prisma } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { DecisionKind } from "@/lib/adapter/db/enums";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { env } from "@/lib/env";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { expiryFor, feeFor, makeOutTradeNo, orderDescription } from "@/lib/domain/payment/order-terms";
import { type RegistrationEvent, transitions } from "@/lib/domain/registration/status";
import type { Submitted } from "@/lib/domain/registration/submission";
import { type CannedReason, reasonsFor } from "@/lib/domain/review/canned-reason";
import { documentFindings, findingsOf } from "@/lib/domain/review/findings";
import { orderBody } from "@/lib/adapter/wechat-pay/order-body";
import type { FileRow } from "./files";
import type { Newcomer } from "./newcomers";
import { between, digits, oneOf } from "./people";
import { refundOf } from "./refund";
import type { Setting } from "./setting";

/** The database makes no ids of its own. */
type WithId<Row> = Row & { id: string };

export type Rows = {
  accounts: WithId<Prisma.AccountCreateManyInput>[];
  registrations: WithId<Prisma.RegistrationCreateManyInput>[];
  submissions: WithId<Prisma.SubmissionCreateManyInput>[];
  accommodations: Prisma.AccommodationCreateManyInput[];
  events: WithId<Prisma.RegistrationEventCreateManyInput>[];
  decisions: WithId<Prisma.ReviewDecisionCreateManyInput>[];
  items: WithId<Prisma.ReturnedItemCreateManyInput>[];
  orders: SettledOrder[];
  ledger: WithId<Prisma.LedgerEntryCreateManyInput>[];
  refundRequests: WithId<Prisma.RefundRequestCreateManyInput>[];
  refunds: ReturnType<typeof refundOf>["refund"][];
  audit: Prisma.AuditEntryCreateManyInput[];
};

/** Adds what one newcomer's journey left behind. `matched`: ids of the files that somebody else handed in too. */
export function addRows(
  rows: Rows,
  one: Newcomer,
  files: readonly FileRow[],
  matched: ReadonlySet<string>,
  setting: Setting,
): void {
  const { person, journey, accountId } = one;
  const reached = (event: RegistrationEvent) => journey.steps.find((step) => step.event === event)?.at ?? null;
  rows.accounts.push({
    id: accountId,
    ...phoneColumns(accountId, person.phone),
    passwordHash: setting.passwordHash,
    documentIndex: reached("approve") ? one.documentIndex : null,
    consentVersion: CONSENT_VERSION,
    consentedAt: journey.startedAt,
    createdAt: journey.startedAt,
  });
  rows.registrations.push(registrationRow(one, files, matched, setting));
  const asked = reached("submit");
  if (one.accommodation && asked)
    rows.accommodations.push({ registrationId: one.id, state: "ASKED", version: 1, contentIndex: "", askedAt: asked });
  let charge: ReturnType<typeof chargeOf> | undefined;
  let fromStatus: Prisma.RegistrationEventCreateManyInput["fromStatus"] = "DRAFT";
  for (const [index, step] of journey.steps.entries()) {
    const toStatus = transitions[step.event].to;
    const actor = actorOf(step.event, accountId, setting);
    const reason =
      step.event === "cancel"
        ? "考生本人申请退考。"
        : step.event === "refuse"
          ? (refusalOf(setting)?.text ?? null)
          : null;
    const move = { actorKind: actor.kind, actorId: actor.id, at: step.at };
    rows.events.push({
      id: uuidv7(step.at),
      registrationId: one.id,
      event: step.event,
      fromStatus,
      toStatus,
      version: step.version,
      reason,
      ...move,
    });
    const order = step.event === "confirmPayment" ? orderOf(one, step.at, setting) : null;
    if (order) {
      charge = chargeOf(order);
      rows.orders.push(order);
      rows.ledger.push(charge);
    }
    if (step.event === "cancel" && charge && actor.id && reason) {
      const back = refundOf(charge, { at: step.at, staffId: actor.id, reason, now: setting.now });
      rows.refundRequests.push(back.request);
      rows.refunds.push(back.refund);
      rows.ledger.push(back.entry);
    }
    const detail = order
      ? { detail: { orderId: order.id, transactionId: order.transactionId, amountFen: order.amountFen } }
      : {};
    rows.audit.push({
      action: `registration.${step.event}`,
      subjectKind: "registration",
      subjectId: one.id,
      ...move,
      ...detail,
    });
    if (step.event === "submit") {
      const id = uuidv7(step.at);
      rows.submissions.push({
        id,
        registrationId: one.id,
        version: step.version,
        contentEncrypted: encryptColumn("submission.content_encrypted", id, contentOf(one, files, index === 0)),
        at: step.at,
      });
    }
    const kind = decisionKinds[step.event];
    if (kind && actor.id) {
      const decisionId = uuidv7(step.at);
      const news =
        kind === "PRE_APPROVE"
          ? {}
          : { smsStartedAt: new Date(step.at.getTime() + 60_000), smsSentAt: new Date(step.at.getTime() + 61_000) };
      const { openedAt, at: decidedAt } = step;
      const canned = kind === "REFUSE" ? setting.reasons.find(({ text }) => text === reason) : undefined;
      rows.decisions.push({
        id: decisionId,
        registrationId: one.id,
        staffId: actor.id,
        kind,
        registrationVersion: step.version - 1,
        reason,
        cannedReasonId: canned?.id ?? null,
        openedAt,
        decidedAt,
        boundDocument: kind === "APPROVE",
        ...news,
      });
      if (kind === "SEND_BACK")
        rows.items.push(
          ...journey.returned.map((item) => ({
            id: uuidv7(step.at),
            decisionId,
            item,
            ...wordsFor(item, setting),
            withSample: setting.random() < 0.3,
          })),
        );
    }
    fromStatus = toStatus;
  }
}

const decisionKinds: Partial<Record<RegistrationEvent, DecisionKind>> = {
  sendBack: "SEND_BACK",
  refuse: "REFUSE",
  preApprove: "PRE_APPROVE",
  approve: "APPROVE",
};

/** The second of two stages is the exam office's; otherwise it decides now and then. */
function actorOf(event: RegistrationEvent, accountId: string, { random, session, officers, reviewers }: Setting) {
  if (event === "submit") return { kind: "CANDIDATE" as const, id: accountId };
  if (event === "confirmPayment") return { kind: "SYSTEM" as const, id: null };
  const office =
    event === "cancel" || (event === "approve" && session.twoStageReview) || (event !== "preApprove" && random() < 0.2);
  return { kind: "STAFF" as const, id: oneOf(random, office ? officers : reviewers).id };
}

const refusalOf = ({ reasons, random }: Setting): CannedReason | undefined => {
  const offered = reasons.filter(({ item }) => item === "REFUSAL");
  return offered.length ? oneOf(random, offered) : undefined;
};

function wordsFor(
  item: Parameters<typeof reasonsFor>[1],
  { reasons, random }: Setting,
): { reason: string; cannedReasonId: string | null } {
  const offered = reasonsFor(reasons, item);
  if (!offered.length) return { reason: "与证明材料不一致，请核对后重新填写。", cannedReasonId: null };
  const { id, text } = oneOf(random, offered);
  return { reason: text, cannedReasonId: id };
}

function registrationRow(
  one: Newcomer,
  files: readonly FileRow[],
  matched: ReadonlySet<string>,
  { session }: Setting,
): WithId<Prisma.RegistrationCreateManyInput> {
  const { person, journey, studies } = one;
  const times = (...events: RegistrationEvent[]) =>
    journey.steps.filter(({ event }) => events.includes(event)).map(({ at }) => at);
  const submits = times("submit");
  const submittedAt = submits.at(-1) ?? null;
  const birthDate = new Date(Date.UTC(person.birthDate.year, person.birthDate.month - 1, person.birthDate.day));
  const base = {
    id: one.id,
    accountId: one.accountId,
    examSessionId: session.id,
    status: journey.status,
    version: journey.version,
    noticeVersion: session.textsVersion,
    noticeConfirmedAt: journey.startedAt,
    createdAt: journey.startedAt,
    updatedAt: journey.steps.at(-1)?.at ?? journey.startedAt,
    reopenedItems: [] as string[],
    submissions: 0,
    findings: [] as string[],
    rosterState: "NOT_COMPARED" as const,
  };
  if (journey.filled === "notice") return base;

  const live = files
    .filter(({ removedAt }) => !removedAt)
    .map(({ id, kind, findings }) => ({ kind, findings, matched: matched.has(id) }));
  const document = documentFindings({
    idType: "RESIDENT_ID",
    number: person.document,
    sex: person.sex,
    birthDate,
    examStartsAt: session.examStartsAt,
  });
  return {
    ...base,
    registrationNumber: one.number,
    detailsSavedAt: journey.startedAt,
    category: studies.category,
    name: one.name,
    sex: person.sex,
    idType: "RESIDENT_ID",
    documentEncrypted: encryptColumn("registration.document_encrypted", one.id, person.document),
    documentIndex: one.documentIndex,
    documentMasked: maskDocument(person.document),
    birthDateEncrypted: encryptColumn(
      "registration.birth_date_encrypted",
      one.id,
      birthDate.toISOString().slice(0, 10),
    ),
    level: studies.level,
    languageId: one.language.id,
    schoolId: one.school.id,
    teachingPointId: one.teachingPoint?.id ?? null,
    studentNumber: journey.status === "RETURNED" ? one.firstStudentNumber : studies.studentNumber,
    graduationMonth: studies.graduationMonth,
    accommodationEncrypted:
      one.accommodation && encryptColumn("registration.accommodation_encrypted", one.id, one.accommodation),
    faceConsentAt: journey.filled === "all" ? journey.startedAt : null,
    reopenedItems: journey.status === "RETURNED" ? [...journey.returned] : [],
    submissions: submits.length,
    submittedAt,
    decidedAt: times("sendBack", "refuse", "preApprove", "approve").at(-1) ?? null,
    paidAt: times("confirmPayment").at(-1) ?? null,
    checkedAt: submittedAt && new Date(submittedAt.getTime() + 2000),
    findings: submittedAt
      ? findingsOf({
          document,
          name: one.name,
          accommodation: one.accommodation !== null,
          files: live,
          roster: "NOT_COMPARED",
        })
      : [],
  };
}

/** What was handed in, as `storeSubmission` stores it. */
function contentOf(one: Newcomer, files: readonly FileRow[], first: boolean): string {
  const { studies, journey } = one;
  const since = journey.steps[0]?.at ?? journey.startedAt;
  const then = files.filter(({ createdAt, removedAt }) => (first ? new Date(createdAt ?? since) < since : !removedAt));
  const content: Submitted = {
    fields: {
      category: studies.category,
      name: first ? one.firstName : one.name,
      sex: one.person.sex,
      idType: "RESIDENT_ID",
      documentNumber: one.person.document,
      level: studies.level,
      language: one.language.name,
      school: one.school.name,
      teachingPoint: one.teachingPoint?.name ?? "",
      studentNumber: first ? one.firstStudentNumber : studies.studentNumber,
      graduationMonth: studies.graduationMonth ?? "",
      accommodation: one.accommodation ?? "",
    },
    files: then.map(({ id, kind }) => ({ id, kind })).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  return JSON.stringify(content);
}

/** The order behind a payment, settled; null where the fee is zero. */
function orderOf(one: Newcomer, paidAt: Date, { session, random }: Setting) {
  const amountFen = feeFor(session, one.language);
  if (amountFen === 0) return null;
  const createdAt = new Date(paidAt.getTime() - between(random, 12, 90) * 1000);
  const timeExpire = expiryFor(windowFor(session, [], "PAYMENT"));
  const outTradeNo = makeOutTradeNo(createdAt, randomBytes(7).toString("hex"));
  return {
    id: uuidv7(createdAt),
    registrationId: one.id,
    outTradeNo,
    channel: "NATIVE",
    status: "SUCCEEDED",
    amountFen,
    createBody: orderBody({
      channel: "NATIVE",
      outTradeNo,
      description: orderDescription(session),
      total: amountFen,
      expiresAt: timeExpire,
      notifyUrl: `${env().WECHAT_PAY_NOTIFY_BASE}/api/wechat-pay/notify`,
      clientIp: "",
    }),
    prepay: `weixin://wxpay/bizpayurl?pr=demo${randomBytes(5).toString("hex")}`,
    prepayAt: createdAt,
    timeExpire,
    transactionId: `4200${digits(random, 24)}`,
    successTime: paidAt,
    nextQueryAt: createdAt,
    createdAt,
  } satisfies Prisma.PaymentOrderCreateManyInput;
}

type SettledOrder = NonNullable<ReturnType<typeof orderOf>>;

/** The ledger's line of a settled order. */
const chargeOf = (order: SettledOrder) =>
  ({
    id: uuidv7(order.successTime),
    kind: "CHARGE",
    registrationId: order.registrationId,
    orderId: order.id,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId,
    amountFen: order.amountFen,
    at: order.successTime,
    createdAt: order.successTime,
  }) satisfies Prisma.LedgerEntryCreateManyInput;
