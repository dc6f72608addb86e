import { shanghaiTime } from "@/lib/core/clock";

/**
 * 报名号: six digits of the exam session, the time of the first submit in Shanghai, and four digits that distinguish
 * candidates who submitted in the same second.
 */
export function registrationNumber(prefix: string, now: Date, suffix: number): string {
  const t = shanghaiTime(now);
  const pad = (value: number, width = 2) => String(value).padStart(width, "0");
  return `${prefix}${pad(t.year, 4)}${pad(t.month)}${pad(t.day)}${pad(t.hour)}${pad(t.minute)}${pad(t.second)}${pad(suffix, 4)}`;
}
