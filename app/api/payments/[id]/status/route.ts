import { candidateLoginSession } from "@/lib/auth/session";
import { type WaitingOrder, waitingOrderStatus } from "@/lib/domain/payment/queries/own-orders";
import type { PaymentOrderStatus } from "@/lib/adapter/db/enums";

/** What the waiting page needs to know of an order. */
type Answer = "waiting" | "checking" | "paid" | "surplus" | "closed";

const answers: Record<PaymentOrderStatus, Answer> = {
  CREATING: "waiting",
  OPEN: "waiting",
  SUCCEEDED: "paid",
  SURPLUS: "surplus",
  CLOSED: "closed",
};

const headers = { "cache-control": "no-store" };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const answerFor = ({ status, checking }: WaitingOrder): Answer =>
  checking && answers[status] === "waiting" ? "checking" : answers[status];

/** Asked every two seconds by every open payment page: one statement, no more. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [{ id: orderId }, loginSessionId] = await Promise.all([params, candidateLoginSession()]);
  const order =
    loginSessionId && uuid.test(orderId) ? await waitingOrderStatus({ loginSessionId, orderId }, new Date()) : null;
  if (!order) return new Response(null, { status: 404, headers });
  return Response.json({ status: answerFor(order) }, { headers });
}
