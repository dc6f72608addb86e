/**
 * China has had one zone and no daylight saving time since 1992, so Shanghai time is UTC + 8 h for every instant this
 * system writes.
 */
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

export type ShanghaiTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
};

/** The wall-clock reading of an instant in Shanghai; `weekday` is 0 for Sunday. */
export function shanghaiTime(instant: Date): ShanghaiTime {
  const shifted = new Date(instant.getTime() + SHANGHAI_OFFSET_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: shifted.getUTCDay(),
  };
}

/** The instant at which Shanghai's clocks read this. */
export const fromShanghai = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Date =>
  new Date(Date.UTC(year, month - 1, day, hour, minute, second) - SHANGHAI_OFFSET_MS);

/** 00:00 in Shanghai of the day that contains the instant, shifted by whole days. */
export function shanghaiMidnight(instant: Date, plusDays = 0): Date {
  const { year, month, day } = shanghaiTime(instant);
  return fromShanghai(year, month, day + plusDays);
}

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

/** RFC 3339 with Shanghai's offset, as WeChat Pay wants it: 2023-10-20T20:00:00+08:00. */
export function shanghaiRfc3339(instant: Date): string {
  const t = shanghaiTime(instant);
  return `${pad(t.year, 4)}-${pad(t.month)}-${pad(t.day)}T${pad(t.hour)}:${pad(t.minute)}:${pad(t.second)}+08:00`;
}

/** The Shanghai day of an instant: 2026-11-25. */
export const shanghaiDayOf = (at: Date): string => shanghaiRfc3339(at).slice(0, 10);

/** The instant at which a Shanghai day begins; null when the text is not a valid day. */
export function readDay(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const begins = fromShanghai(year, month, day);
  return shanghaiDayOf(begins) === text ? begins : null;
}
