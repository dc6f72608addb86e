import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";

export type LimitRefusal = "staff_not_found";

/**
 * Sets which candidates a reviewer sees from the next request on: all, or those of the named schools and teaching
 * points.
 */
export const limitReviewer = ({
  reviewerId,
  allSchools,
  scopes,
  actorId,
  now,
}: {
  reviewerId: string;
  allSchools: boolean;
  /** An empty teaching point means the whole school. */
  scopes: readonly { school: string; teachingPoint: string }[];
  actorId: string;
  now: Date;
}) =>
  transact<null, LimitRefusal>(async (tx) => {
    const { count } = await tx.staff.updateMany({
      where: { id: reviewerId, roles: { has: "REVIEWER" } },
      data: { allSchools },
    });
    if (!count) return refuse("staff_not_found");
    await tx.staffScope.deleteMany({ where: { staffId: reviewerId } });
    await tx.staffScope.createMany({
      data: scopes.map((scope) => ({ ...scope, staffId: reviewerId })),
      skipDuplicates: true,
    });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: actorId },
      action: "staff.limit",
      subject: { kind: "staff", id: reviewerId },
      detail: { allSchools, scopes: [...scopes] },
      now,
    });
    return ok(null);
  });
