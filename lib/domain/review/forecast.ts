const DAY_MS = 24 * 60 * 60 * 1000;

/** How many days of the past tell how fast the office works. */
export const FORECAST_DAYS = 3;

/**
 * When the queue will be empty at the pace of the last three days, and whether that is before review closes. `decided`
 * counts the final decisions of those days, `arrived` the submits of the same days, which are taken to go on while
 * registration is open. null where the pace never empties the queue.
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
  // Nobody can be through before the last one has registered.
  const days = Math.max(expected / perDay, expected > waiting ? openDays : 0);
  const emptyAt = new Date(now.getTime() + days * DAY_MS);
  return { emptyAt, inTime: emptyAt <= reviewClosesAt };
}
