import { cache } from "react";
import { type Fen, fenToYuan } from "@/lib/core/money";
import { shanghaiTime } from "@/lib/core/clock";
import { examTime } from "@/lib/domain/exam-session/exam-time";
import type { Window } from "@/lib/domain/exam-session/windows";
import { currentDisplay } from "./display";
import type { Display } from "./display-choice";
import { english } from "./english/all";
import { fill, type Values } from "./fill";
import {
  formatLeft,
  formatLeftEnglish,
  formatTime,
  formatYuan,
  shortClosing,
  shortDate,
  shortInstant,
  shortMoment,
} from "./format";

type Language = Display["language"];

/**
 * The words and dates of one language. `t` takes the Chinese sentence: Chinese is the source, English is laid over it.
 */
export type Texts = {
  language: Language;
  t: (sentence: string, values?: Values) => string;
  /** 12月6日 周日 */
  date: (instant: Date) => string;
  /** 12月6日 周日 17:00 */
  instant: (instant: Date) => string;
  /** The same for a closing time: midnight is the 24:00 of the day that ends. */
  closing: (instant: Date) => string;
  /** What has happened: 12月6日 17:00 */
  moment: (instant: Date) => string;
  /** The hours of an exam on one day, with the year: 2026年12月6日（星期日）09:00–11:00 */
  hours: (exam: Window) => string;
  /** Time left, rounded down. */
  left: (milliseconds: number) => string;
  yuan: (fen: Fen) => string;
};

const chinese: Texts = {
  language: "zh",
  t: fill,
  date: shortDate,
  instant: shortInstant,
  closing: shortClosing,
  moment: shortMoment,
  hours: examTime,
  left: formatLeft,
  yuan: formatYuan,
};

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function englishDate(instant: Date): string {
  const t = shanghaiTime(instant);
  return `${weekdays[t.weekday]} ${t.day} ${months[t.month - 1]}`;
}

function englishClosing(instant: Date): string {
  const t = shanghaiTime(instant);
  if (t.hour || t.minute || t.second) return `${englishDate(instant)}, ${formatTime(instant)}`;
  return `${englishDate(new Date(instant.getTime() - 1))}, 24:00`;
}

function englishMoment(instant: Date): string {
  const t = shanghaiTime(instant);
  return `${t.day} ${months[t.month - 1]}, ${formatTime(instant)}`;
}

const englishTexts: Texts = {
  language: "en",
  t: (sentence, values) => fill(english[sentence] ?? sentence, values),
  date: englishDate,
  instant: (instant) => `${englishDate(instant)}, ${formatTime(instant)}`,
  closing: englishClosing,
  moment: englishMoment,
  hours: ({ opensAt, closesAt }) =>
    `${englishDate(opensAt)} ${shanghaiTime(opensAt).year}, ${formatTime(opensAt)}–${formatTime(closesAt)}`,
  left: formatLeftEnglish,
  yuan: (fen) => `CNY ${fenToYuan(fen)}`,
};

export const textsIn = (language: Language): Texts => (language === "en" ? englishTexts : chinese);

/** The words of this visitor's language. */
export const texts = cache(async (): Promise<Texts> => textsIn((await currentDisplay()).language));
