import type { Problem } from "@/lib/core/result";

// The text that staff agreed to before a change was saved. The form sends it in a hidden field. At saving everything is
// counted again.

/**
 * The number of affected candidates may grow while staff read the warning. Up to this share more than shown, the
 * confirmation is still valid.
 */
const GROWTH = 0.05;

const keyOf = ({ field, code, values = {} }: Problem) => {
  const { count: _, ...told } = values;
  return JSON.stringify([field, code, told]);
};

const countOf = ({ values }: Problem) => Number(values?.["count"] ?? 0);

/** The text for these lines: one line each, with its count first. */
export const confirmationOf = (lines: readonly Problem[]): string =>
  lines.map((line) => `${countOf(line)} ${keyOf(line)}`).join("\n");

/**
 * Whether staff agreed to each of these lines, and none affects many more candidates than it did then. A line that no
 * longer applies needs no confirmation.
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
