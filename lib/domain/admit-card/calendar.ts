import type { Window } from "@/lib/domain/exam-session/windows";

/** What an entry in a candidate's calendar says. */
export type CalendarFacts = {
  uid: string;
  title: string;
  exam: Window;
  place: string;
  description: string;
};

/** The exam as an iCalendar file (RFC 5545) with a reminder a day and two hours ahead. */
export function examCalendar({ uid, title, exam, place, description }: CalendarFacts, now: Date): string {
  const reminder = (ahead: string) => [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    `TRIGGER:${ahead}`,
    "END:VALARM",
  ];
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//degree-english-registration//exam//ZH",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(exam.opensAt)}`,
    `DTEND:${stamp(exam.closesAt)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...reminder("-P1D"),
    ...reminder("-PT2H"),
    "END:VEVENT",
    "END:VCALENDAR",
  ]
    .map(folded)
    .join("");
}

/** 20231105T010000Z */
const stamp = (instant: Date): string => `${instant.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

const escaped = (text: string): string => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** A line may hold 75 bytes; longer ones go on after a line break and a space, never inside a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    if (Buffer.byteLength(part + character) > 74) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return `${[...parts, part].join("\r\n ")}\r\n`;
}
