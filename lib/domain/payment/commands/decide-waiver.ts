import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { closeLiveOrder } from "./close-live-order";
import { confirmWaiver } from "./waive-fee";

export type DecideWaiverRefusal =
  | "waiver_request_not_found"
  | "waiver_request_decided"
  | "refund_needs_another_person"
  | "request_of_somebody_else"
  | "registration_not_in_expected_status"
  | "order_already_paid"
  | "payment_unknown";

const requestSelect = {
  registrationId: true,
  reason: true,
  waivedFen: true,
  staffId: true,
  needsSecond: true,
  confirmed: true,
} as const satisfies Prisma.WaiverRequestSelect;

const actions = { confirm: "waiver.confirm", reject: "waiver.reject", withdraw: "waiver.withdraw" } as const;

/**
 * Ends the waiting state of a waiver. A second person confirms or rejects it, or the member of staff who requested it
 * withdraws it. Before a confirmation, the candidate's open order is closed. If that shows that the order was paid, the
 * payment wins: the request keeps waiting, to be rejected or withdrawn.
 */
export async function decideWaiver(
  { staffId, waiverId, decision }: { staffId: string; waiverId: string; decision: keyof typeof actions },
  now: Date,
): Promise<Result<null, DecideWaiverRefusal>> {
  const request = await db().waiverRequest.findUnique({ where: { id: waiverId }, select: requestSelect });
  if (!request?.needsSecond) return refuse("waiver_request_not_found");
  if (request.confirmed !== null) return refuse("waiver_request_decided");
  const own = request.staffId === staffId;
  if (decision === "withdraw" && !own) return refuse("request_of_somebody_else");
  if (decision !== "withdraw" && own) return refuse("refund_needs_another_person");
  if (decision === "confirm") {
    const closed = await closeLiveOrder({ registrationId: request.registrationId }, now);
    if (!closed.ok) return closed;
  }
  return transact<null, DecideWaiverRefusal>(async (tx) => {
    const { count } = await tx.waiverRequest.updateMany({
      where: { id: waiverId, needsSecond: true, confirmed: null },
      data: { confirmed: decision === "confirm", decidedById: staffId, decidedAt: now },
    });
    if (!count) return refuse("waiver_request_decided");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: actions[decision],
      subject: { kind: "waiver_request", id: waiverId },
      detail: { registrationId: request.registrationId, waivedFen: request.waivedFen },
      now,
    });
    return decision === "confirm" ? confirmWaiver(tx, request, staffId, now) : ok(null);
  });
}
