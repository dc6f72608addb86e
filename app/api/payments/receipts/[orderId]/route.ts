import { lookAt } from "@/lib/auth/look";
import { fileAnswer } from "@/lib/http/file-answer";
import { currentCandidate, currentStaff } from "@/lib/auth/session";
import { mayAs } from "@/lib/domain/account/roles";
import { brandOf } from "@/lib/domain/exam-session/queries";
import { receiptOrder, type ReceiptOrder } from "@/lib/domain/payment/queries/receipt";
import { receiptText } from "@/lib/domain/payment/receipt-text";
import { drawnTooOften } from "@/lib/http/drawing-limit";
import { renderPdf } from "@/lib/adapter/pdf/renderer";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const mayLook = ["FINANCE", "EXAM_OFFICER", "AUDITOR"] as const;

/**
 * The receipt of a settled order, for the candidate who paid it and for the payments desk. Any other visitor gets a
 * 404.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ orderId: string }> }): Promise<Response> {
  const { orderId } = await params;
  const order = uuid.test(orderId) ? await visibleOrder(orderId) : null;
  if (!order) return new Response(null, { status: 404 });
  const refused = await drawnTooOften(orderId);
  if (refused) return refused;
  const brand = await brandOf(order.registration.examSession);
  const drawn = await renderPdf({ document: "receipt", brand, data: receiptText(order, new Date()) });
  if ("missing" in drawn) {
    return new Response("姓名中有系统字体缺少的字，暂时不能生成收据，请联系考务办公室。", {
      status: 422,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  }
  return fileAnswer(drawn.pdf, "缴费收据.pdf");
}

/** One browser may have both cookies. The candidate's own order comes first. */
async function visibleOrder(orderId: string): Promise<ReceiptOrder | null> {
  const candidate = await currentCandidate();
  const own = candidate && (await receiptOrder(orderId, { accountId: candidate.id }));
  if (own) return own;
  const staff = await currentStaff();
  const order = staff && mayAs(staff.roles, mayLook) ? await receiptOrder(orderId, "staff") : null;
  if (staff && order) await lookAt(staff, "/api/payments/receipts/[orderId]", { kind: "payment_order", id: orderId });
  return order;
}
