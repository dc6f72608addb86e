import { fromShanghai, shanghaiMidnight, shanghaiTime } from "@/lib/core/clock";

/** Whole hours of the Shanghai day: from the first until before the second. null: there are none. */
export type QuietHours = { from: number; to: number } | null;

/** The first instant is inside, the last one is outside. */
export function isQuiet(at: Date, quiet: QuietHours): boolean {
  if (!quiet) return false;
  const { hour } = shanghaiTime(at);
  return quiet.from < quiet.to ? quiet.from <= hour && hour < quiet.to : hour >= quiet.from || hour < quiet.to;
}

/** The instant itself, or the end of the quiet hours that it lies in. */
export function afterQuiet(at: Date, quiet: QuietHours): Date {
  if (!quiet || !isQuiet(at, quiet)) return at;
  const { year, month, day } = shanghaiTime(at);
  const today = fromShanghai(year, month, day, quiet.to);
  return today > at ? today : fromShanghai(year, month, day + 1, quiet.to);
}

/** An hour in which people may still act before they sleep. */
const BEFORE_MS = 3_600_000;

/** The instant itself, or an hour before the quiet hours begin that it lies in. */
export function beforeQuiet(at: Date, quiet: QuietHours): Date {
  if (!quiet || !isQuiet(at, quiet)) return at;
  const hours = (day: Date) => new Date(day.getTime() + quiet.from * BEFORE_MS);
  const today = hours(shanghaiMidnight(at));
  const begun = today <= at ? today : hours(shanghaiMidnight(at, -1));
  return new Date(begun.getTime() - BEFORE_MS);
}
