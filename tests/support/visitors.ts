import { randomBytes } from "node:crypto";
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { type Device, deviceMark } from "@/lib/adapter/crypto/device";
import type { Demand } from "@/lib/domain/account/commands/check-proof-of-work";
import { challengeAfter } from "@/lib/http/challenge";

/** A refusal that may set a challenge. */
export type Refused = { ok: false; error: string; demand?: Demand | null };

/** A browser, which signed in before to the accounts or as the members of staff whose ids are named. */
export function newDevice(...owners: string[]): Device {
  const id = randomBytes(16).toString("base64url");
  return { id, marks: owners.map((owner) => deviceMark(id, owner)) };
}

/** What the widget would hand in for the challenge that follows this refusal. */
export async function proofFor(refused: Refused): Promise<string> {
  const text = await challengeAfter(refused);
  if (!text) throw new Error(`no challenge follows ${refused.error}`);
  const challenge = JSON.parse(text) as Parameters<typeof solveChallenge>[0]["challenge"];
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
}
