/** How a run stands, in a word. */
export function runState({ stoppedAt, finishedAt }: { stoppedAt: Date | null; finishedAt: Date | null }): string {
  if (stoppedAt) return finishedAt ? "已停止" : "正在停止";
  return finishedAt ? "已完成" : "进行中";
}
