/** How long a decision can be taken back, and how long the message about it waits. */
export const UNDO_MS = 60_000;

/** At the sixtieth second it is too late: the message goes out then. */
export const undoOpen = (decidedAt: Date, now: Date): boolean => now.getTime() < decidedAt.getTime() + UNDO_MS;
