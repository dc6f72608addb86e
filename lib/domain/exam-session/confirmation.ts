import type { Problem } from "@/lib/core/result";

// What staff agreed to before a change was saved. The form carries it in a hidden field; at saving everything is
// counted anew.

/**
 * A session that is open grows while somebody reads. Up to this share more people than were shown is still what was
 * agreed to.
 */
const GROWTH = 0.05;

const keyOf = ({ field, code, values = {} }: Problem) => {
  const { count: _, ...told } = values;
  return JSON.stringify([field, code, told]);
};

const countOf = ({ values }: Problem) => Number(values?.["count"] ?? 0);

/** The text that stands for these lines: one a line, its count before it. */
export const confirmationOf = (lines: readonly Problem[]): string =>
  lines.map((line) => `${countOf(line)} ${keyOf(line)}`).join("\n");

/**
 * Whether each of these lines was agreed to, and touches no more people than it did then. What is no longer so needs no
 * consent.
 */
export function isConfirmed(confirmed: string, lines: readonly Problem[]): boolean {
  const agreed = new Map(
    confirmed.split(/\r?\n/).map((line) => {
      const [, count = "0", key = ""] = /^(\d+) (.*)$/.exec(line) ?? [];
      return [key, Number(count)] as const;
    }),
  );
  return lines.every((line) => {
    const count = agreed.get(keyOf(line));
    return count !== undefined && countOf(line) <= Math.floor(count * (1 + GROWTH));
  });
}
