/**
 * The outcome of a use case. An expected refusal is a value of a literal type, so the compiler lists what the interface
 * must be able to say; a bug or an outage throws.
 */
export type Result<T, E extends string> = { ok: true; value: T } | { ok: false; error: E };

export const ok = <T>(value: T) => ({ ok: true, value }) as const;

export const refuse = <E extends string>(error: E) => ({ ok: false, error }) as const;
