import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import type { SmsMessage } from "./message";

/**
 * The stand-in of the demo: one JSON line a message in DATA_DIR/sms-outbox.jsonl. One append is one write, so lines
 * never mix.
 */
export async function appendToOutbox(
  folder: string,
  { phone, text, ...message }: SmsMessage,
  now: Date,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const line = JSON.stringify({ phone, text, ...message.params, at: now.toISOString() });
  await appendFile(path.join(/* turbopackIgnore: true */ folder, "sms-outbox.jsonl"), `${line}\n`, { mode: 0o600 });
}
