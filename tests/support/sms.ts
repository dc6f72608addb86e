import { readFile } from "node:fs/promises";
import path from "node:path";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { sendSmsCode } from "@/lib/domain/account/commands/send-sms-code";
import { newDevice } from "./visitors";
import type { SmsPurpose } from "@/lib/adapter/db/enums";

/** Every message that left for a phone, oldest first. */
export async function messagesTo(phone: string): Promise<{ text: string; code?: string }[]> {
  const text = await readFile(path.join(process.env["DATA_DIR"] ?? "", "sms-outbox.jsonl"), "utf8").catch(() => "");
  const lines = text.split("\n").filter(Boolean);
  return lines
    .map((line) => JSON.parse(line) as { phone: string; text: string; code?: string })
    .filter((sms) => sms.phone === phone);
}

/** The columns of a message that the vendor took. */
export const sentSms = (at: Date) => ({ state: "SENT", dueAt: at, sentAt: at, createdAt: at }) as const;

let visitor = 0;

/** The browser of a test: codes are bound to the one that asked. */
export const testDevice = newDevice();

/** Asks for a code from an address of its own and reads it off the phone. */
export async function codeTo(phone: string, purpose: SmsPurpose, now: Date): Promise<string> {
  const work: Promise<void>[] = [];
  const address = `198.18.0.${(visitor += 1)}`;
  const sent = await sendSmsCode({
    purpose,
    phone,
    address,
    device: testDevice,
    effort: noProofOfWork,
    now,
    later: (task) => work.push(task()),
  });
  await Promise.all(work);
  if (!sent.ok) throw new Error(sent.error);
  const code = (await messagesTo(phone)).at(-1)?.code;
  if (!code) throw new Error("no message was sent");
  return code;
}
