import { isOver } from "./current";
import type { ExamTimes } from "./exam-time";

// 归档: a finished exam session leaves every list, and its candidates only read it. It is never done while somebody
// still waits for something.

/** What other domains count of an exam session: work that is not finished. */
export const openWork = [
  "orders",
  "refunds",
  "refund_requests",
  "waivers",
  "exceptions",
  "appeals",
  "corrections",
  "correction_requests",
  "exchanges",
] as const;
export type OpenWork = Record<(typeof openWork)[number], number>;

/** What is in the way of archiving: of the exam that is not over the count is 1. */
export type ArchiveObstacle = { kind: "exam" | keyof OpenWork; count: number };

/** What must be finished before an exam session can be archived, in the order in which it is shown. */
export const archiveObstacles = (examSession: ExamTimes, work: OpenWork, now: Date): ArchiveObstacle[] => [
  ...(isOver(examSession, now) ? [] : [{ kind: "exam" as const, count: 1 }]),
  ...openWork.flatMap((kind) => (work[kind] > 0 ? [{ kind, count: work[kind] }] : [])),
];
