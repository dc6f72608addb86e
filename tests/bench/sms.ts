import { readFile } from "node:fs/promises";
import path from "node:path";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { sendWaitingSms } from "@/lib/domain/account/commands/send-waiting-sms";
import { publishedExamSessionById } from "@/lib/domain/exam-session/queries";
import { startCampaign } from "@/lib/domain/message/commands/campaigns";
import { recipientFilterSchema } from "@/lib/domain/message/recipient-filter";
import { env } from "@/lib/env";
import { createExamSession, createStaff } from "../support/factories";

// Run in the bench's own environment. "queue": a campaign to 10,000 people is begun; prints how long that took. "send":
// sends what waits. "resume": the same, as a worker that starts minutes after the former one died. "count": how many of
// the campaign got no message, and how many got two.

const PEOPLE = 10_000;
/** Their clocks are ahead: past the minute before a campaign's first message, then past a dead worker's lease. */
const AHEAD_MS = { send: 2 * 60_000, resume: 5 * 60_000 };

const phoneOf = (index: number) => `139${String(index).padStart(8, "0")}`;

async function queue() {
  const now = new Date();
  const { id: examSessionId } = await createExamSession();
  const { id: staffId } = await createStaff({ role: "EXAM_OFFICER" });
  const accounts = Array.from({ length: PEOPLE }, (_, index) => {
    const id = uuidv7(now);
    const phone = phoneOf(index);
    return {
      id,
      phoneEncrypted: encryptColumn("account.phone_encrypted", id, phone),
      phoneIndex: blindIndex("phone", phone),
      passwordHash: "of no password",
      consentVersion: 1,
      consentedAt: now,
    };
  });
  for (let from = 0; from < PEOPLE; from += 1000) {
    const some = accounts.slice(from, from + 1000);
    await db().account.createMany({ data: some });
    await db().registration.createMany({ data: some.map(({ id }) => ({ accountId: id, examSessionId })) });
  }
  const examSession = await publishedExamSessionById(examSessionId);
  if (!examSession) throw new Error("no exam session");
  const begun = performance.now();
  const filter = recipientFilterSchema.parse({});
  const started = await startCampaign({
    id: uuidv7(now),
    examSession,
    filter,
    template: "announcement",
    count: PEOPLE,
    again: false,
    staffId,
    now,
  });
  if (!started.ok) throw new Error(started.error);
  return { queuedMs: performance.now() - begun, people: PEOPLE };
}

async function send(aheadMs: number) {
  const now = () => new Date(Date.now() + aheadMs);
  const begun = performance.now();
  let sent = 0;
  for (;;) {
    const round = await sendWaitingSms({ now });
    sent += round.sent;
    if ((await db().smsMessage.count({ where: { state: { in: ["WAITING", "SENDING", "UNKNOWN"] } } })) === 0) break;
  }
  return { sent, seconds: (performance.now() - begun) / 1000 };
}

async function count() {
  const lines = (await readFile(path.join(env().DATA_DIR, "sms-outbox.jsonl"), "utf8")).trimEnd().split("\n");
  const times = new Map<string, number>();
  for (const line of lines) {
    const { phone } = JSON.parse(line) as { phone: string };
    times.set(phone, (times.get(phone) ?? 0) + 1);
  }
  const got = Array.from({ length: PEOPLE }, (_, index) => times.get(phoneOf(index)) ?? 0);
  return {
    lost: got.filter((messages) => messages === 0).length,
    doubled: got.filter((messages) => messages > 1).length,
  };
}

const acts = { queue, send: () => send(AHEAD_MS.send), resume: () => send(AHEAD_MS.resume), count };
const act = acts[process.argv[2] as keyof typeof acts];
console.log(JSON.stringify(await act()));
await db().$disconnect();
