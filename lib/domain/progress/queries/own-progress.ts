import { z } from "zod";
import { maskPhone } from "@/lib/core/phone";
import { db, Prisma } from "@/lib/adapter/db/client";
import {
  AccommodationState,
  PaymentOrderStatus,
  RefundCause,
  type RegistrationStatus,
  RefundStatus,
} from "@/lib/adapter/db/enums";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { jsonInstant, readRows } from "@/lib/adapter/db/read-rows";
import type { ShownChange } from "@/lib/domain/correction/content";
import { changesIn } from "@/lib/domain/correction/queries/corrections";
import { type AccommodationKind, isAnswered } from "@/lib/domain/registration/accommodation";
import { readDecisionContent } from "@/lib/domain/registration/queries/accommodation";
import type { RegistrationEvent } from "@/lib/domain/registration/status";
import { transitions } from "@/lib/domain/registration/status";

const events = Object.keys(transitions) as [RegistrationEvent, ...RegistrationEvent[]];

const columns = {
  phoneEncrypted: z.string().nullable(),
  events: z.array(z.strictObject({ event: z.enum(events), at: jsonInstant, reason: z.string().nullable() })),
  decisions: z.array(
    z.strictObject({
      at: jsonInstant,
      reason: z.string().nullable(),
      items: z.array(z.strictObject({ item: z.string(), reason: z.string(), withSample: z.boolean() })),
    }),
  ),
  corrections: z.array(z.strictObject({ id: z.uuid(), content: z.string(), reason: z.string(), at: jsonInstant })),
  accommodation: z
    .strictObject({
      state: z.enum(AccommodationState),
      decision: z.strictObject({ id: z.uuid(), contentEncrypted: z.string(), at: jsonInstant }).nullable(),
    })
    .nullable(),
  messages: z.array(z.strictObject({ at: jsonInstant, text: z.string(), phone: z.string() })),
  orders: z.array(
    z.strictObject({
      id: z.uuid(),
      outTradeNo: z.string(),
      status: z.enum(PaymentOrderStatus),
      refunds: z.array(
        z.strictObject({
          status: z.enum(RefundStatus),
          cause: z.enum(RefundCause),
          amountFen: z.number(),
          successTime: jsonInstant.nullable(),
        }),
      ),
    }),
  ),
};

/** What the status page tells beside the journey: see ownProgress. */
export type Progress = Omit<
  z.output<z.ZodObject<typeof columns>>,
  "phoneEncrypted" | "corrections" | "accommodation"
> & {
  /** What the exam office corrected, oldest first; numbers of documents masked. */
  corrections: { at: Date; reason: string; changes: ShownChange[] }[];
  /** The request for 合理便利; its decision is null while it waits for one. */
  accommodation: { state: AccommodationState; decision: AccommodationAnswer | null } | null;
  /** null when the number was released to another person. */
  maskedPhone: string | null;
};

export type AccommodationAnswer = { kinds: AccommodationKind[]; reason: string; at: Date };

/** Before the approval nobody has paid. */
const mayHavePaid: readonly RegistrationStatus[] = ["APPROVED", "PAID", "CANCELLED", "RETURNED"];

const MAX_MESSAGES = 20;

const list = (row: string, from: string) => Prisma.raw(`coalesce((SELECT json_agg(${row}) FROM ${from}), '[]')`);

const eventList = list(
  `json_build_object('event', e.event, 'at', e.at,
    'reason', CASE WHEN e.event IN ('cancelUnpaid', 'submit') THEN e.reason END) ORDER BY e.version`,
  "registration_event e WHERE e.registration_id = r.id",
);
const decisionList = list(
  `json_build_object('at', d.decided_at, 'reason', d.reason, 'items', coalesce((
      SELECT json_agg(json_build_object('item', i.item, 'reason', i.reason, 'withSample', i.with_sample) ORDER BY i.id)
      FROM returned_item i WHERE i.decision_id = d.id), '[]')) ORDER BY d.decided_at`,
  "review_decision d WHERE d.registration_id = r.id AND d.undone_at IS NULL AND d.kind IN ('SEND_BACK', 'REFUSE')",
);
const correctionList = list(
  "json_build_object('id', c.id, 'content', c.content_encrypted, 'reason', c.reason, 'at', c.applied_at) ORDER BY c.applied_at",
  "correction c WHERE c.registration_id = r.id AND c.applied_at IS NOT NULL",
);
const messageList = list(
  "json_build_object('at', m.sent_at, 'text', m.text, 'phone', m.phone_masked) ORDER BY m.sent_at DESC",
  `(SELECT * FROM sms_message WHERE account_id = a.id AND sent_at >= r.created_at
      ORDER BY sent_at DESC LIMIT ${MAX_MESSAGES}) m`,
);
const orderList = list(
  `json_build_object('id', o.id, 'outTradeNo', o.out_trade_no, 'status', o.status, 'refunds', coalesce((
      SELECT json_agg(json_build_object('status', f.status, 'cause', f.cause, 'amountFen', f.amount_fen,
        'successTime', f.success_time) ORDER BY f.created_at DESC)
      FROM ledger_entry l JOIN refund f ON f.charge_id = l.id WHERE l.order_id = o.id AND l.kind = 'CHARGE'), '[]'))
      ORDER BY o.created_at DESC`,
  "payment_order o WHERE o.registration_id = r.id",
);
/** The request for 合理便利 with the decision that holds. */
const accommodation = Prisma.raw(`(
  SELECT json_build_object('state', n.state, 'decision', (
    SELECT json_build_object('id', d.id, 'contentEncrypted', d.content_encrypted, 'at', d.decided_at)
    FROM accommodation_decision d WHERE d.registration_id = n.registration_id AND d.undone_at IS NULL
    ORDER BY d.version DESC LIMIT 1))
  FROM accommodation n WHERE n.registration_id = r.id)`);
const noOrders = Prisma.raw("'[]'::json");

/**
 * What happened to a registration, the messages that were sent about it, and its payments, in one statement, because a
 * crowd opens the status page. Throws when the registration belongs to another account.
 */
export async function ownProgress({
  accountId,
  registrationId,
  status,
}: {
  accountId: string;
  registrationId: string;
  status: RegistrationStatus;
}): Promise<Progress> {
  const rows = await db().$queryRaw`
    SELECT a.phone_encrypted AS "phoneEncrypted", ${eventList} AS events, ${decisionList} AS decisions,
      ${correctionList} AS corrections, ${accommodation} AS accommodation,
      ${messageList} AS messages, ${mayHavePaid.includes(status) ? orderList : noOrders} AS orders
    FROM registration r JOIN account a ON a.id = r.account_id
    WHERE r.id = ${registrationId}::uuid AND r.account_id = ${accountId}::uuid`;
  const [row] = readRows(columns, rows);
  if (!row) throw new Error("no such registration of this account");
  const { phoneEncrypted, corrections, accommodation: asked, ...told } = row;
  const decision = asked && isAnswered(asked.state) ? asked.decision : null;
  const phone = phoneEncrypted && decryptColumn("account.phone_encrypted", accountId, phoneEncrypted);
  return {
    ...told,
    corrections: corrections.map(({ id, content, reason, at }) => ({
      at,
      reason,
      changes: changesIn({ id, contentEncrypted: content }, { whole: false }),
    })),
    accommodation: asked && {
      state: asked.state,
      decision: decision && { ...readDecisionContent(decision), at: decision.at },
    },
    maskedPhone: phone ? maskPhone(phone) : null,
  };
}
