const DAY_MS = 24 * 60 * 60 * 1000;

/** The office's speed is measured over this many past days. */
export const FORECAST_DAYS = 3;

/**
 * When the queue will be empty at the speed of the last three days, and whether that is before review closes. `decided`
 * counts the final decisions of those days. `arrived` counts the submits of the same days; the forecast assumes the
 * same rate while registration is open. null when the queue never becomes empty at this speed.
 */
export function forecast({
  waiting,
  decided,
  arrived,
  now,
  registrationClosesAt,
  reviewClosesAt,
}: {
  waiting: number;
  decided: number;
  arrived: number;
  now: Date;
  registrationClosesAt: Date;
  reviewClosesAt: Date;
}): { emptyAt: Date | null; inTime: boolean } {
  if (waiting === 0 && now >= registrationClosesAt) return { emptyAt: now, inTime: true };
  const perDay = decided / FORECAST_DAYS;
  const openDays = Math.max(0, (registrationClosesAt.getTime() - now.getTime()) / DAY_MS);
  const expected = waiting + (arrived / FORECAST_DAYS) * openDays;
  if (perDay === 0) return { emptyAt: expected === 0 ? now : null, inTime: expected === 0 };
  // The queue cannot be empty before registration closes.
  const days = Math.max(expected / perDay, expected > waiting ? openDays : 0);
  const emptyAt = new Date(now.getTime() + days * DAY_MS);
  return { emptyAt, inTime: emptyAt <= reviewClosesAt };
}
