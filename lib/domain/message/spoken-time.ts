import { shanghaiTime } from "@/lib/core/clock";

/** 12月5日17:00, in Shanghai; midnight belongs to the day that ends: 12月5日24:00. Vendors want variables this short. */
export function spokenTime(at: Date): string {
  const { hour, minute } = shanghaiTime(at);
  const isMidnight = hour === 0 && minute === 0;
  const { month, day } = shanghaiTime(isMidnight ? new Date(at.getTime() - 1) : at);
  return `${month}月${day}日${isMidnight ? "24:00" : `${hour}:${String(minute).padStart(2, "0")}`}`;
}
