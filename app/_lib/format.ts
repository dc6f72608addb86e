import { shanghaiTime } from "@/lib/core/clock";
import { type Fen, fenToYuan } from "@/lib/core/money";

const weekdays = ["日", "一", "二", "三", "四", "五", "六"];
const pad = (value: number) => String(value).padStart(2, "0");

/** 2023年10月14日（周六） */
export function formatDate(instant: Date): string {
  const t = shanghaiTime(instant);
  return `${t.year}年${t.month}月${t.day}日（周${weekdays[t.weekday]}）`;
}

/** 17:00, with seconds only when they are not zero. */
export function formatTime(instant: Date): string {
  const t = shanghaiTime(instant);
  return `${pad(t.hour)}:${pad(t.minute)}${t.second ? `:${pad(t.second)}` : ""}`;
}

/** 2023年10月14日（周六）17:00 */
export const formatInstant = (instant: Date): string => `${formatDate(instant)}${formatTime(instant)}`;

/** A closing time as people write it: midnight belongs to the day that ends, as 24:00. */
export function formatClosing(instant: Date): string {
  const t = shanghaiTime(instant);
  if (t.hour || t.minute || t.second) return formatInstant(instant);
  return `${formatDate(new Date(instant.getTime() - 1))}24:00`;
}

/** 10月14日 周六: for candidates, who know the year. */
export function shortDate(instant: Date): string {
  const t = shanghaiTime(instant);
  return `${t.month}月${t.day}日 周${weekdays[t.weekday]}`;
}

/** 10月14日 周六 17:00 */
export const shortInstant = (instant: Date): string => `${shortDate(instant)} ${formatTime(instant)}`;

/** 10月14日 周六 17:00: a moment that has passed, whose seconds nobody needs. */
export const shortMoment = (instant: Date): string =>
  shortInstant(new Date(instant.getTime() - (instant.getTime() % 60_000)));

/** A closing time in short: 10月14日 周六 24:00 is the midnight that ends the Saturday. */
export function shortClosing(instant: Date): string {
  const t = shanghaiTime(instant);
  if (t.hour || t.minute || t.second) return shortInstant(instant);
  return `${shortDate(new Date(instant.getTime() - 1))} 24:00`;
}

/** 2023-10-14 17:00:05, for tables and logs of staff. */
export function formatStamp(instant: Date): string {
  const t = shanghaiTime(instant);
  return `${t.year}-${pad(t.month)}-${pad(t.day)} ${pad(t.hour)}:${pad(t.minute)}:${pad(t.second)}`;
}

/**
 * The value of an <input type="datetime-local"> in Shanghai time. Seconds and milliseconds are added only when they are
 * not zero, so that saving the form does not lose them.
 */
export function formatInput(instant: Date): string {
  const t = shanghaiTime(instant);
  const milliseconds = instant.getTime() % 1000;
  const time = milliseconds
    ? `${pad(t.hour)}:${pad(t.minute)}:${pad(t.second)}.${String(milliseconds).padStart(3, "0")}`
    : formatTime(instant);
  return `${t.year}-${pad(t.month)}-${pad(t.day)}T${time}`;
}

/** 50.00元, 12,000.00元 */
export const formatYuan = (fen: Fen): string => `${fenToYuan(fen).replace(/\B(?=(\d{3})+\.)/g, ",")}元`;

/** From so many days on nobody needs the hours. */
const FAR_DAYS = 10;

/** 3天5小时 / 5小时12分 / 2天 / 12分钟 / 不到1分钟: time left, rounded down. */
export function formatLeft(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days) return `${days}天${hours && days < FAR_DAYS ? `${hours}小时` : ""}`;
  if (hours) return `${hours}小时${rest ? `${rest}分` : ""}`;
  return rest ? `${rest}分钟` : "不到1分钟";
}

/** 3 d 5 h / 5 h 12 min / 2 d / 12 min / less than a minute */
export function formatLeftEnglish(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days) return `${days} d${hours && days < FAR_DAYS ? ` ${hours} h` : ""}`;
  if (hours) return `${hours} h${rest ? ` ${rest} min` : ""}`;
  return rest ? `${rest} min` : "less than a minute";
}
