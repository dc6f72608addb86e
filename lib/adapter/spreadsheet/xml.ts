import { Parser } from "saxen";
import { SheetError } from "./sheet";

/**
 * Names come without their prefix: programs choose prefixes as they like, and none of Office's parts uses one name for
 * two things.
 */
export type XmlListener = {
  open: (name: string, attribute: (name: string) => string | undefined) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

/** Bytes handed to the parser at a time. */
const PIECE = 256 * 1024;

/**
 * Reads a part piece by piece; what was heard in between can be passed on after each. Throws SheetError where it is no
 * XML.
 */
export function* readXml(bytes: Buffer, { open, close, text }: XmlListener): Generator<void> {
  const parser = new Parser();
  parser.on("openTag", (name, attributes, decode) =>
    open(localName(name), (wanted) => attributeOf(attributes(), wanted, decode)),
  );
  if (close) parser.on("closeTag", (name) => close(localName(name)));
  if (text) {
    parser.on("text", (raw, decode) => text(decode(raw)));
    parser.on("cdata", text);
  }
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += PIECE) {
    judged(() => parser.write(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })));
    yield;
  }
  judged(() => parser.write(decoder.decode()).end());
  yield;
}

/** The whole of a small part. */
export function readWholeXml(bytes: Buffer, listener: XmlListener): void {
  for (const _piece of readXml(bytes, listener));
}

/** The parser throws plain errors about the markup; what a listener refuses goes on as it is. */
function judged(parse: () => void): void {
  try {
    parse();
  } catch (error) {
    throw error instanceof SheetError ? error : new SheetError("sheet_damaged");
  }
}

function encodingOf([first, second]: Buffer): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** "id" finds the attribute of this name and "*:id" the one with any prefix. */
function attributeOf(
  attributes: Record<string, string>,
  wanted: string,
  decode: (text: string) => string,
): string | undefined {
  const name = wanted.startsWith("*:") ? Object.keys(attributes).find((key) => key.endsWith(wanted.slice(1))) : wanted;
  const value = name === undefined ? undefined : attributes[name];
  return value === undefined ? undefined : decode(value);
}
