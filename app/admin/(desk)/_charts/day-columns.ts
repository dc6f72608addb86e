const DAY_MS = 24 * 60 * 60 * 1000;
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

/** More columns than this would be hairlines in half a desk's width. */
const MAX_COLUMNS = 62;

/** One column of the chart: one day, or several where there are too many days. Days are written 2026-11-29. */
export type Column = { from: string; to: string; count: number };

export type DayColumns = {
  columns: Column[];
  /** The index of the column in which the window closes; null when it is outside the chart. */
  closing: number | null;
};

/** Days since 1970 in Shanghai. */
const dayNumber = (instant: number): number => Math.floor((instant + SHANGHAI_OFFSET_MS) / DAY_MS);
const parse = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const format = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/**
 * The columns of registrations a day: every day of the window, also those without one, and the days before and after it
 * on which staff let somebody register. The counts add up to those given.
 */
export function dayColumns(
  days: readonly { day: string; count: number }[],
  { opensAt, closesAt }: { opensAt: Date; closesAt: Date },
): DayColumns {
  const counts = new Map(days.map(({ day, count }) => [parse(day), count]));
  // The closing instant is outside the window: a window that closes at midnight has ended on the day before.
  const lastDay = dayNumber(closesAt.getTime() - 1);
  const first = Math.min(dayNumber(opensAt.getTime()), ...counts.keys());
  const last = Math.max(lastDay, first, ...counts.keys());
  const width = Math.ceil((last - first + 1) / MAX_COLUMNS);
  const columns = Array.from({ length: Math.ceil((last - first + 1) / width) }, (_, index) => {
    const from = first + index * width;
    const inside = Array.from({ length: width }, (_day, offset) => counts.get(from + offset) ?? 0);
    return {
      from: format(from),
      to: format(Math.min(last, from + width - 1)),
      count: inside.reduce((sum, count) => sum + count, 0),
    };
  });
  return { columns, closing: lastDay < first ? null : Math.floor((lastDay - first) / width) };
}

/** The upper end of an axis: the smallest of 1, 2, 5 times a power of ten that holds `most`, but an even number. */
export function axisEnd(most: number): number {
  for (let power = 1; ; power *= 10) {
    const end = [2, 4, 10].map((step) => step * power).find((value) => value >= most);
    if (end !== undefined) return end;
  }
}
