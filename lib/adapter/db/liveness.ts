// Whether the database answers, by what this process saw of it: pages can then say so at once instead of waiting for it
// one by one. Kept beside all modules, for Next loads some of them twice. Imports nothing: proxy.ts asks it too.

type Seen = { answeredAt: number; troubleAt: number };

const holder = globalThis as typeof globalThis & { databaseSeen?: Seen };
const seen = (): Seen => (holder.databaseSeen ??= { answeredAt: 0, troubleAt: -Infinity });

/** The database sent something. */
export const noteAnswer = (): void => void (seen().answeredAt = performance.now());

/** A connection could not be had in time, or broke while it owed an answer. */
export const noteTrouble = (): void => void (seen().troubleAt = performance.now());

/** The last that was heard of the database is that it did not answer. */
export const isSilent = (): boolean => seen().troubleAt > seen().answeredAt;

/** There was trouble within the last seconds: an error of now is most likely its doing. */
export const wasInTrouble = (): boolean => isSilent() || performance.now() - seen().troubleAt < 3_000;
