import { crc32, inflateRawSync } from "node:zlib";
import { SheetError } from "./sheet";

type Entry = { method: number; encrypted: boolean; compressed: number; offset: number };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The comment behind the end record is at most 64 kB. */
const END_WITHIN = 65_557;
const MOST_ENTRIES = 5_000;

/** A zip archive whose entries are unpacked one by one, by name, and never beyond `limit` bytes in all: a bomb is seen before it goes off. */
export function openZip(bytes: Buffer, limit: number) {
  const entries = directory(bytes);
  let left = limit;
  return {
    has: (name: string): boolean => entries.has(name),
    /** null when there is no such entry. Throws SheetError when it is damaged, encrypted or too large. */
    read(name: string): Buffer | null {
      const entry = entries.get(name);
      if (!entry) return null;
      if (entry.encrypted) throw new SheetError("sheet_encrypted");
      const content = unpack(bytes, entry, left);
      left -= content.length;
      return content;
    },
  };
}

export type Zip = ReturnType<typeof openZip>;

function directory(bytes: Buffer): Map<string, Entry> {
  const end = endRecord(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new SheetError("sheet_too_large");
  const entries = new Map<string, Entry>();
  try {
    for (let index = 0, at = bytes.readUInt32LE(end + 16); index < count; index += 1) {
      if (bytes.readUInt32LE(at) !== CENTRAL) throw new SheetError("sheet_damaged");
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
        number,
        number,
        number,
      ];
      entries.set(bytes.toString("utf8", at + 46, at + 46 + nameLength), {
        method: bytes.readUInt16LE(at + 10),
        encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
        compressed: bytes.readUInt32LE(at + 20),
        offset: bytes.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + extraLength + commentLength;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new SheetError("sheet_damaged");
    throw error;
  }
  return entries;
}

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
      error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE" ? "sheet_too_large" : "sheet_damaged",
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
