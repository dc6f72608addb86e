"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { takeStaffSearch } from "@/lib/domain/account/commands/take-staff-search";
import { recordSearch } from "@/lib/domain/audit/commands";
import { graveStaffAction, staffAction } from "@/lib/auth/actions";
import { formIn, type FormState } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { type ConfirmationRefusal, confirms } from "@/lib/core/confirmation";
import { ok, refuse, type Result } from "@/lib/core/result";
import { withNotice } from "@/lib/http/notice";
import { confirmedSum } from "@/lib/domain/payment/exception-actions";
import { acknowledgeAlert } from "@/lib/domain/payment/commands/raise-alert";
import { refreshOrderAsStaff } from "@/lib/domain/payment/commands/refresh-order";
import { decideRefundRequest, withdrawRefundRequest } from "@/lib/domain/payment/commands/decide-refund";
import { decideWaiver } from "@/lib/domain/payment/commands/decide-waiver";
import {
  type Requested,
  type RefundRefusal,
  requestRefunds,
  requestSessionRefund,
} from "@/lib/domain/payment/commands/request-refunds";
import { type ResolveRefusal, resolveException } from "@/lib/domain/payment/commands/resolve-exception";
import { retryRefund } from "@/lib/domain/payment/commands/retry-refund";
import { waiveFee } from "@/lib/domain/payment/commands/waive-fee";
import { type FoundPayer, searchPayments } from "@/lib/domain/payment/queries/desk";
import {
  exceptionsOfNumber,
  exceptionToConfirm,
  type PaymentExceptionView,
} from "@/lib/domain/payment/queries/exceptions";
import { refundable } from "@/lib/domain/payment/queries/refunds";
import {
  decideRefundSchema,
  decideWaiverSchema,
  refundManySchema,
  refundOneSchema,
  refundSessionSchema,
  resolveSchema,
  retryRefundSchema,
  waiveSchema,
  withdrawRefundSchema,
  withdrawWaiverSchema,
} from "@/lib/domain/payment/schema";
import { readPaymentSearch } from "@/lib/domain/payment/search";

const looks = ["FINANCE", "EXAM_OFFICER", "AUDITOR"] as const;
const handles = ["FINANCE", "EXAM_OFFICER"] as const;

export type PaymentSearchState =
  | FormState
  | { status: "found"; typed: string; rows: FoundPayer[]; cases: PaymentExceptionView[] };

/** A post and no address, because search terms are personal data. */
export async function searchPaymentsAction(
  _previous: PaymentSearchState,
  given: FormData,
): Promise<PaymentSearchState> {
  const form = formIn(given);
  const staff = await requireStaff(looks, "/admin/payments");
  const typed = form.get("search");
  const search = typeof typed === "string" ? readPaymentSearch(typed) : null;
  if (!search || typeof typed !== "string")
    return { status: "invalid", fieldErrors: { search: ["search_required"] }, values: {} };
  if (!(await takeStaffSearch(staff.id)))
    return { status: "refused", error: "search_too_often", values: { search: typed } };
  const now = new Date();
  const [rows, cases] = await Promise.all([
    searchPayments(search, now),
    search.kind === "number" ? exceptionsOfNumber(search.value) : [],
  ]);
  const found = [...rows, ...cases].map(({ id }) => id);
  await recordSearch({ staffId: staff.id, among: "payment", search, found, now });
  return { status: "found", typed, rows, cases };
}

const query = z.object({ orderId: z.uuid() });

/** 向微信查询: queries WeChat about one order and records the answer. An auditor may only read. */
export async function queryOrderAction(given: FormData): Promise<void> {
  const form = formIn(given);
  const staff = await requireStaff(handles);
  const input = query.safeParse(Object.fromEntries(form));
  if (!input.success) redirect(withNotice("/admin/payments", "payment_order_not_found"));
  const { orderId } = input.data;
  const refreshed = await refreshOrderAsStaff({ staffId: staff.id, orderId }, new Date());
  redirect(withNotice(`/admin/payments/${orderId}`, refreshed.ok ? news[refreshed.value] : refreshed.error));
}

const news = {
  paid: "payment_found",
  closed: "payment_order_closed",
  unpaid: "payment_not_arrived",
  absent: "payment_not_arrived",
  unknown: "payment_checking",
  asked_just_now: "payment_asked_just_now",
} as const;

const requestPage = ({ requestId, needsSecond }: { requestId: string; needsSecond: boolean }) => ({
  path: `/admin/payments/refunds/${requestId}`,
  notice: needsSecond ? "refund_waits_for_second" : "refund_started",
});

export const refundOneAction = graveStaffAction(
  handles,
  refundOneSchema,
  (staff, { formKey, chargeId, amount, reason }, now) =>
    requestRefunds({ staffId: staff.id, requestId: formKey, reason, targets: [{ chargeId, amountFen: amount }] }, now),
  requestPage,
);

const sumOf = (rows: readonly { leftFen: number }[]) => rows.reduce((sum, { leftFen }) => sum + leftFen, 0);

/** Refunds all that is left of each charge, as long as it equals the amount that the page showed. */
export const refundManyAction = graveStaffAction(
  handles,
  refundManySchema,
  async (
    staff,
    { charges, sumFen, reason },
    now,
  ): Promise<Result<Requested, RefundRefusal | "refund_list_changed">> => {
    const rows = await refundable({ chargeIds: charges });
    if (sumOf(rows) !== sumFen) return refuse("refund_list_changed");
    const targets = rows.map(({ chargeId, leftFen }) => ({ chargeId, amountFen: leftFen }));
    return requestRefunds({ staffId: staff.id, reason, targets }, now);
  },
  requestPage,
);

export const refundSessionAction = graveStaffAction(
  ["FINANCE"],
  refundSessionSchema,
  (staff, { examSessionId, count, sumFen, reason }, now) =>
    requestSessionRefund({ staffId: staff.id, examSessionId, confirmed: { count, sumFen }, reason }, now),
  requestPage,
);

export const decideRefundAction = graveStaffAction(
  ["FINANCE"],
  decideRefundSchema,
  async (staff, { requestId, decision }, now) => {
    const decided = await decideRefundRequest({ staffId: staff.id, requestId, confirm: decision === "confirm" }, now);
    return decided.ok ? ok({ requestId, decision }) : decided;
  },
  ({ requestId, decision }) => ({
    path: `/admin/payments/refunds/${requestId}`,
    notice: decision === "confirm" ? "refund_confirmed" : "refund_rejected",
  }),
);

export const withdrawRefundAction = staffAction(
  handles,
  withdrawRefundSchema,
  async (staff, { requestId }, now) => {
    const withdrawn = await withdrawRefundRequest({ staffId: staff.id, requestId }, now);
    return withdrawn.ok ? ok(requestId) : withdrawn;
  },
  (requestId) => ({ path: `/admin/payments/refunds/${requestId}`, notice: "refund_withdrawn" }),
);

export const retryRefundAction = staffAction(
  ["FINANCE"],
  retryRefundSchema,
  async (staff, { refundId, requestId }, now) => {
    const retried = await retryRefund({ staffId: staff.id, refundId }, now);
    return retried.ok ? ok(requestId) : retried;
  },
  (requestId) => ({ path: `/admin/payments/refunds${requestId ? `/${requestId}` : ""}`, notice: "refund_retried" }),
);

export const waiveFeeAction = graveStaffAction(
  handles,
  waiveSchema,
  (staff, input, now) => waiveFee({ staffId: staff.id, ...input }, now),
  ({ needsSecond }) => ({
    path: "/admin/payments/waivers",
    notice: needsSecond ? "waiver_waits_for_second" : "fee_waived",
  }),
);

const waiverNews = { confirm: "waiver_confirmed", reject: "waiver_rejected", withdraw: "waiver_withdrawn" } as const;

export const decideWaiverAction = graveStaffAction(
  ["FINANCE"],
  decideWaiverSchema,
  async (staff, input, now) => {
    const decided = await decideWaiver({ staffId: staff.id, ...input }, now);
    return decided.ok ? ok(input.decision) : decided;
  },
  (decision) => ({ path: "/admin/payments/waivers", notice: waiverNews[decision] }),
);

export const withdrawWaiverAction = staffAction(
  handles,
  withdrawWaiverSchema,
  (staff, { waiverId }, now) => decideWaiver({ staffId: staff.id, waiverId, decision: "withdraw" }, now),
  { path: "/admin/payments/waivers", notice: waiverNews.withdraw },
);

export const resolveExceptionAction = graveStaffAction(
  ["FINANCE"],
  resolveSchema,
  async (staff, { confirmation, ...input }, now): Promise<Result<null, ResolveRefusal | ConfirmationRefusal>> => {
    const found = await exceptionToConfirm(input.exceptionId);
    const sum = found && confirmedSum(found, input.action);
    if (sum && !confirms(confirmation, sum)) return refuse("confirmation_mismatch");
    return resolveException({ staffId: staff.id, ...input }, now);
  },
  { path: "/admin/payments/exceptions", notice: "case_resolved" },
);

export async function seeAlertAction(given: FormData): Promise<void> {
  const form = formIn(given);
  const staff = await requireStaff(["FINANCE"]);
  const kind = z.string().max(40).catch("").parse(form.get("kind"));
  const seen = await acknowledgeAlert({ staffId: staff.id, kind }, new Date());
  redirect(withNotice("/admin/payments", seen.ok ? "alert_seen" : seen.error));
}
