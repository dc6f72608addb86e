/** How long a decision can be undone, and how long its message waits. */
export const UNDO_MS = 60_000;

/** At exactly sixty seconds it is too late: the message is sent then. */
export const undoOpen = (decidedAt: Date, now: Date): boolean => now.getTime() < decidedAt.getTime() + UNDO_MS;
