import type { StateCounts } from "@/lib/domain/message/queries/campaigns";

/** Where a campaign stands: what is still to be sent, and what became of the rest. */
export function campaignState({
  recipients,
  stoppedAt,
  states,
}: {
  recipients: number;
  stoppedAt: Date | null;
  states: StateCounts;
}) {
  const open = (states.WAITING ?? 0) + (states.SENDING ?? 0);
  const sent = (states.SENT ?? 0) + (states.DELIVERED ?? 0);
  const label = open > 0 ? "发送中" : stoppedAt ? "已停止" : "已结束";
  return { open, sent, handled: recipients - open, label };
}
