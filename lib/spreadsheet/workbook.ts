import { randomBytes } from "node:crypto";
import type { CellTrouble } from "./sheet";
import type { Zip } from "./zip";

// What read-excel-file does not tell: cells in error, formulas that were never calculated, merged ranges. They are found in the XML itself and
// marked there before the library reads it.

export type SheetPart = { name: string; path: string };

/** First and last row and column of a merged range, from 1. */
export type MergedRange = { top: number; left: number; bottom: number; right: number };

/** The sheets of a workbook in their order; empty when it is none. */
export function sheetParts(zip: Zip): SheetPart[] {
  const workbook = zip.read("xl/workbook.xml")?.toString("utf8");
  const relations = zip.read("xl/_rels/workbook.xml.rels")?.toString("utf8");
  if (!workbook || !relations) return [];
  const targets = new Map(tags(relations, "Relationship").map((tag) => [attribute(tag, "Id"), attribute(tag, "Target")]));
  return tags(workbook, "sheet").flatMap((tag) => {
    const target = targets.get(attribute(tag, String.raw`\w+:id`));
    if (!target) return [];
    return [{ name: unescapeXml(attribute(tag, "name")), path: target.startsWith("/") ? target.slice(1) : `xl/${target}` }];
  });
}

const tags = (xml: string, name: string): string[] => xml.match(new RegExp(String.raw`<(?:\w+:)?${name}\s[^>]*>`, "g")) ?? [];

const attribute = (tag: string, name: string): string =>
  new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean) ?? "";

const unescapeXml = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");

const errorCell = /<((?:\w+:)?)c\s([^>]*\bt="e"[^>]*)(?<!\/)>[\s\S]*?<\/\1c>/g;
const emptyFormula = /<((?:\w+:)?)c(\s[^>]*)(?<!\/)>\s*<\1f\b(?:[^>]*\/>|[^>]*>[^<]*<\/\1f>)\s*(<\1v\s*\/>|<\1v>\s*<\/\1v>)?\s*<\/\1c>/g;

/**
 * The XML of a sheet with its troubled cells turned to words of ours, and what such a word means. `xml` in latin1: only markup is looked at.
 */
export function markTroubles(xml: string): { marked: string; troubleOf: (text: string) => CellTrouble | null; merged: MergedRange[] } {
  // Nobody can write this word into a cell beforehand.
  const secret = randomBytes(12).toString("hex");
  const word = (trouble: CellTrouble) => `${secret}-${trouble}`;
  const cell = (prefix: string, attributes: string, trouble: CellTrouble) =>
    `<${prefix}c r="${attribute(` ${attributes}`, "r")}" t="str"><${prefix}v>${word(trouble)}</${prefix}v></${prefix}c>`;
  const marked = xml
    .replace(errorCell, (_, prefix: string, attributes: string) => cell(prefix, attributes, "error"))
    .replace(emptyFormula, (whole: string, prefix: string, attributes: string, value: string | undefined) =>
      // A formula of text that came to nothing is an empty cell.
      value && /\bt="str"/.test(attributes) ? whole : cell(prefix, attributes, "formula"),
    );
  const troubles = new Map((["error", "formula"] as const).map((trouble) => [word(trouble), trouble]));
  return { marked, troubleOf: (text) => troubles.get(text) ?? null, merged: mergedRanges(xml) };
}

function mergedRanges(xml: string): MergedRange[] {
  return Array.from(
    xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g),
    ([, left = "", top, right = "", bottom]) => ({
      top: Number(top),
      left: columnNumber(left),
      bottom: Number(bottom),
      right: columnNumber(right),
    }),
  );
}

const columnNumber = (letters: string): number => Array.from(letters).reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0);
