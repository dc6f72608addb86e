import { statusLabels } from "@/app/_lib/labels/registration";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import type { StatusCounts } from "@/lib/domain/review/queries/queue";

/**
 * One tile for each status, so that their sum is the number of all registrations. 初审通过 only where the exam session has
 * this stage, or had it.
 */
export const statusTiles = (counts: StatusCounts, twoStageReview: boolean) =>
  (Object.keys(statusLabels) as ShownStatus[])
    .filter((status) => status !== "PRE_APPROVED" || twoStageReview || counts.PRE_APPROVED > 0)
    .map((status) => ({ status, count: counts[status] }));
