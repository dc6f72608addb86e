import { randomBytes } from "node:crypto";

let made = 0;

/**
 * A UUIDv7 for rows that our own SQL inserts; Prisma generates the others. `now` fills the first 48 bits and a counter
 * the next 26, so that rows which one process writes in the same instant keep their order.
 */
export function uuidv7(now: Date): string {
  made = (made + 1) % 2 ** 26;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes.writeUInt16BE(0x7000 | (made >> 14), 6);
  bytes.writeUInt16BE(0x8000 | (made & 0x3fff), 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
