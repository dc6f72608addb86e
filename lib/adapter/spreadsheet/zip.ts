import { crc32, inflateRawSync } from "node:zlib";
import { SheetError } from "./sheet";

type Entry = { method: number; encrypted: boolean; compressed: number; offset: number };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The comment behind the end record is at most 64 kB. */
const END_WITHIN = 65_557;
const MAX_ENTRIES = 5_000;

/** What stands in a field whose value is in the extra field instead (ZIP64). */
const ELSEWHERE = 0xffffffff;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;

/**
 * A zip archive whose entries are unpacked one by one, by name, and never beyond `limit` bytes in all: a bomb is seen
 * before it goes off. Names are found without regard to case and to the direction of their slashes, in which programs
 * differ.
 */
export function openZip(bytes: Buffer, limit: number) {
  const entries = directory(bytes);
  let left = limit;
  return {
    /** null when there is no such entry. Throws SheetError when it is damaged, encrypted or too large. */
    read(name: string): Buffer | null {
      const entry = entries.get(plainName(name));
      if (!entry) return null;
      if (entry.encrypted) throw new SheetError("sheet_encrypted");
      const content = unpack(bytes, entry, left);
      left -= content.length;
      return content;
    },
  };
}

export type Zip = ReturnType<typeof openZip>;

const plainName = (name: string): string =>
  name
    .replaceAll("\\", "/")
    .replace(/^(?:\.?\/)+/, "")
    .toLowerCase();

function directory(bytes: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  try {
    const { count, start } = listPlace(bytes);
    if (count > MAX_ENTRIES) throw new SheetError("sheet_too_large");
    for (let index = 0, at = start; index < count; index += 1) {
      if (bytes.readUInt32LE(at) !== CENTRAL) throw new SheetError("sheet_damaged");
      const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
      const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
      const [, compressed, offset] = sizes64(bytes.subarray(nameEnd, extraEnd), [
        bytes.readUInt32LE(at + 24),
        bytes.readUInt32LE(at + 20),
        bytes.readUInt32LE(at + 42),
      ]);
      entries.set(plainName(bytes.toString("utf8", at + 46, nameEnd)), {
        method: bytes.readUInt16LE(at + 10),
        encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
        compressed,
        offset,
      });
      at = extraEnd + bytes.readUInt16LE(at + 32);
    }
  } catch (error) {
    if (error instanceof RangeError) throw new SheetError("sheet_damaged");
    throw error;
  }
  return entries;
}

/**
 * Where the list of entries begins, and how many there are. Archives of large-file programs say so in a second record.
 */
function listPlace(bytes: Buffer): { count: number; start: number } {
  const end = endRecord(bytes);
  const [count, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16)];
  if (count !== 0xffff && start !== ELSEWHERE) return { count, start };
  if (end < 20 || bytes.readUInt32LE(end - 20) !== LOCATOR_64) throw new SheetError("sheet_damaged");
  const second = readNumber64(bytes, end - 12);
  if (bytes.readUInt32LE(second) !== END_64) throw new SheetError("sheet_damaged");
  return { count: readNumber64(bytes, second + 32), start: readNumber64(bytes, second + 48) };
}

type Sizes = [size: number, compressed: number, offset: number];

/** The three numbers of an entry; each that stands elsewhere is taken from the ZIP64 extra field, in this order. */
function sizes64(extra: Buffer, written: Sizes): Sizes {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return written.map((value) => (value === ELSEWHERE ? readNumber64(extra, (next += 8) - 8) : value)) as Sizes;
  }
  return written;
}

const readNumber64 = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

function endRecord(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - END_WITHIN); at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new SheetError("sheet_damaged");
}

function unpack(bytes: Buffer, { method, compressed, offset }: Entry, limit: number): Buffer {
  try {
    if (bytes.readUInt32LE(offset) !== LOCAL) throw new SheetError("sheet_damaged");
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(start, start + compressed);
    if (packed.length < compressed || (method !== 0 && method !== 8)) throw new SheetError("sheet_damaged");
    if (method === 8) return inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) });
    if (packed.length > limit) throw new SheetError("sheet_too_large");
    return packed;
  } catch (error) {
    if (error instanceof SheetError) throw error;
    throw new SheetError(
      error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE"
        ? "sheet_too_large"
        : "sheet_damaged",
    );
  }
}

/** A zip archive of these files, not compressed. */
export function packZip(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const path = Buffer.from(name);
    // Version, flags (names in UTF-8), method, time and date of no meaning, checksum, sizes, lengths.
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const header = Buffer.concat([signature(LOCAL), fields, path]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(signature(CENTRAL), Buffer.from([20, 0]), fields, rest, path);
    parts.push(header, content);
    offset += header.length + content.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, list, signature(END), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
