import { randomBytes } from "node:crypto";

let made = 0;

/**
 * A UUIDv7 for rows that are written by SQL of our own; Prisma makes its own for the rest. `now` gives the first 48
 * bits, a count the next 26, so that what one process writes in the same instant keeps its order.
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
