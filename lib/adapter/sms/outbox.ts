import { appendFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { SmsFate, SmsMessage } from "./message";

const outboxIn = (folder: string) => path.join(/* turbopackIgnore: true */ folder, "sms-outbox.jsonl");

/**
 * The stand-in of the demo: one JSON line a message in DATA_DIR/sms-outbox.jsonl. One append is one write, so lines
 * never mix.
 */
export async function appendToOutbox(
  folder: string,
  { phone, text, id, ...message }: SmsMessage,
  now: Date,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const line = JSON.stringify({ phone, text, ...message.params, at: now.toISOString(), ...(id && { id }) });
  await appendFile(outboxIn(folder), `${line}\n`, { mode: 0o600 });
}

/** Whether a sending stands in the outbox. */
export async function askOutbox(folder: string, id: string): Promise<SmsFate> {
  const lines = await readFile(outboxIn(folder), "utf8").catch(() => "");
  return { state: lines.includes(`"id":${JSON.stringify(id)}`) ? "sent" : "absent" };
}
