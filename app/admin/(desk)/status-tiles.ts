import { statusLabels } from "@/app/_lib/labels";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import type { StatusCounts } from "@/lib/domain/review/queries/queue";

/**
 * One tile for each status there is, so that their sum is every registration; 初审通过 where there is such a stage, or was.
 */
export const statusTiles = (counts: StatusCounts, twoStageReview: boolean) =>
  (Object.keys(statusLabels) as ShownStatus[])
    .filter((status) => status !== "PRE_APPROVED" || twoStageReview || counts.PRE_APPROVED > 0)
    .map((status) => ({ status, count: counts[status] }));
