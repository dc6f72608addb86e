import type { ShownCorrection } from "@/lib/domain/correction/queries/corrections";

type Facts = Pick<ShownCorrection, "needsSecond" | "confirmed" | "decidedAt" | "appliedAt"> & {
  staff: { id: string };
  decidedBy: { id: string } | null;
};

/** Where a correction stands, in words. */
export function correctionState({ needsSecond, confirmed, decidedAt, staff, decidedBy }: Facts): string {
  if (!needsSecond) return "已更正（一人办理）";
  if (!decidedAt) return "等待另一人复核";
  if (confirmed) return "已复核并更正";
  return decidedBy?.id === staff.id ? "提出人已撤回" : "已驳回";
}
