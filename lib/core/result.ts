/** One problem of a refusal: the form field that it concerns, and the values that its message shows beside the code. */
export type Problem<C extends string = string> = {
  field: string;
  code: C;
  /** Names, counts, and instants in milliseconds. */
  values?: Readonly<Record<string, string | number>>;
  /** Masked names of a few people; shown, never recorded. */
  people?: readonly string[];
};

/**
 * `confirm`: the value that the form sends back when the user accepts the problems. Without it the user cannot accept
 * them.
 */
export type RefusalDetail = { problems: readonly Problem[]; confirm?: string };

/**
 * The result of a use case. An expected refusal is a value of a literal type, so the compiler lists every refusal that
 * the interface must explain. A bug or an outage throws.
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
