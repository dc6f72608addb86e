/**
 * One of the things that a refusal names: the field of the form it is about, and what its sentence says beside the
 * code.
 */
export type Problem<C extends string = string> = {
  field: string;
  code: C;
  /** Names, counts, and instants in milliseconds. */
  values?: Readonly<Record<string, string | number>>;
  /** Masked names of a few people; shown, never recorded. */
  people?: readonly string[];
};

/** `confirm`: what the form sends back when the person agrees to the problems; without it they cannot be agreed to. */
export type RefusalDetail = { problems: readonly Problem[]; confirm?: string };

/**
 * The outcome of a use case. An expected refusal is a value of a literal type, so the compiler lists what the interface
 * must be able to say; a bug or an outage throws.
 */
export type Result<T, E extends string> = { ok: true; value: T } | { ok: false; error: E; detail?: RefusalDetail };

export const ok = <T>(value: T) => ({ ok: true, value }) as const;

export const refuse = <E extends string>(
  error: E,
  detail?: RefusalDetail,
): { ok: false; error: E; detail?: RefusalDetail } => ({
  ok: false,
  error,
  ...(detail ? { detail } : {}),
});
