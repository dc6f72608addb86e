import { candidateLoginSession } from "@/lib/auth/session";
import { type WaitingOrder, waitingOrderStatus } from "@/lib/domain/payment/queries/own-orders";
import type { PaymentOrderStatus } from "@/lib/adapter/db/enums";

/** The facts about an order that the waiting page needs. */
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

/** Every open payment page calls this every two seconds, so it runs one statement and no more. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [{ id: orderId }, loginSessionId] = await Promise.all([params, candidateLoginSession()]);
  const order =
    loginSessionId && uuid.test(orderId) ? await waitingOrderStatus({ loginSessionId, orderId }, new Date()) : null;
  if (!order) return new Response(null, { status: 404, headers });
  return Response.json({ status: answerFor(order) }, { headers });
}
