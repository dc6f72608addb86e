// Whether the database responds, judged by what this process observed. Pages can then report an outage at once instead
// of each waiting for a timeout. The state is kept on globalThis, because Next loads some modules twice. This file
// imports nothing, because proxy.ts uses it too.

type Seen = { answeredAt: number; troubleAt: number };

const holder = globalThis as typeof globalThis & { databaseSeen?: Seen };
const seen = (): Seen => (holder.databaseSeen ??= { answeredAt: 0, troubleAt: -Infinity });

/** The database sent something. */
export const noteAnswer = (): void => void (seen().answeredAt = performance.now());

/** A connection was not available in time, or broke while an answer was due. */
export const recordTrouble = (): void => void (seen().troubleAt = performance.now());

/** The last observation was that the database did not respond. */
export const isSilent = (): boolean => seen().troubleAt > seen().answeredAt;

/** The database failed within the last seconds, so an error now is most likely caused by that. */
export const hadTroubleRecently = (): boolean => isSilent() || performance.now() - seen().troubleAt < 3_000;
