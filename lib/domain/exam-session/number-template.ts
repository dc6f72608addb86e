import type { Season } from "@/lib/adapter/db/enums";

/**
 * The parts of a 准考证号. `year` and `season` are the exam session's, not the exam date's: its exam may move into the next
 * year.
 */
export type NumberFacts = {
  schoolCode: string;
  year: number;
  season: Season;
  languageCode: string;
  room: number;
  seat: number;
};

const widthFixed = { year: 4, yy: 2, half: 1 } as const;
const widthGiven = ["school", "language", "room", "seat"] as const;

type PartName = keyof typeof widthFixed | (typeof widthGiven)[number];
type Part = { literal: string } | { name: PartName; width: number };

const MAX_DIGITS = 32;

/**
 * Parses a template such as {school:5}{yy}{half}{language:1}{room:3}{seat:2}. It may contain digits and known
 * placeholders only, and must contain room and seat exactly once (they make the number unique). null when it is
 * invalid.
 */
export function parseTemplate(template: string): Part[] | null {
  const parts: Part[] = [];
  for (const token of template.match(/\{[^{}]*\}|[^{}]+|[{}]/g) ?? []) {
    const part = parsePart(token);
    if (!part) return null;
    parts.push(part);
  }
  const times = (name: PartName) => parts.filter((part) => "name" in part && part.name === name).length;
  const width = parts.reduce((total, part) => total + ("name" in part ? part.width : part.literal.length), 0);
  return times("room") === 1 && times("seat") === 1 && width <= MAX_DIGITS ? parts : null;
}

function parsePart(token: string): Part | null {
  if (/^\d+$/.test(token)) return { literal: token };
  const [, name = "", width] = /^\{([a-z]+)(?::(\d))?\}$/.exec(token) ?? [];
  if (name in widthFixed && width === undefined)
    return { name: name as PartName, width: widthFixed[name as keyof typeof widthFixed] };
  if ((widthGiven as readonly string[]).includes(name) && Number(width) > 0)
    return { name: name as PartName, width: Number(width) };
  return null;
}

/**
 * The number of digits that a template has for each value of variable length; undefined when the template does not
 * contain it.
 */
export function templateWidths(template: string): Partial<Record<(typeof widthGiven)[number], number>> {
  const parts = (parseTemplate(template) ?? []).filter((part) => "name" in part);
  return Object.fromEntries(
    widthGiven.flatMap((name) => parts.filter((part) => part.name === name).map(({ width }) => [name, width])),
  );
}

/** The 准考证号 of a seat, of fixed width. null when the template is invalid or a value does not fit its place. */
export function admitNumber(template: string, facts: NumberFacts): string | null {
  const parts = parseTemplate(template);
  if (!parts) return null;
  let number = "";
  for (const part of parts) {
    const digits = "name" in part ? valueOf(part.name, facts).padStart(part.width, "0") : part.literal;
    if ("name" in part && digits.length !== part.width) return null;
    number += digits;
  }
  return number;
}

function valueOf(name: PartName, facts: NumberFacts): string {
  switch (name) {
    case "school":
      return facts.schoolCode;
    case "year":
      return String(facts.year);
    case "yy":
      return String(facts.year).slice(-2);
    case "half":
      return facts.season === "SPRING" ? "1" : "2";
    case "language":
      return facts.languageCode;
    case "room":
      return String(facts.room);
    case "seat":
      return String(facts.seat);
  }
}
