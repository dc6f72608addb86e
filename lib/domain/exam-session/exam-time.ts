import { shanghaiTime } from "@/lib/core/clock";

const weekdays = ["日", "一", "二", "三", "四", "五", "六"];
const pad = (value: number) => String(value).padStart(2, "0");

/** 考试时间 as it is printed, in Shanghai time: 2023年11月5日（星期日）09:00–11:00. */
export function examTime({ examStartsAt, examEndsAt }: { examStartsAt: Date; examEndsAt: Date }): string {
  const start = shanghaiTime(examStartsAt);
  const end = shanghaiTime(examEndsAt);
  const hours = `${pad(start.hour)}:${pad(start.minute)}–${pad(end.hour)}:${pad(end.minute)}`;
  return `${start.year}年${start.month}月${start.day}日（星期${weekdays[start.weekday] ?? ""}）${hours}`;
}
