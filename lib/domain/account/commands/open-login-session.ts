import type { Tx } from "@/lib/adapter/db/client";
import { loginExpiry, type LoginKind } from "../login-session";

export type OpenedSession = { id: string; expiresAt: Date; remembered: boolean };

/** Creates the login session of a browser that has just signed in. */
export async function openLoginSession(
  tx: Tx,
  { owner, kind, now }: { owner: { accountId: string } | { staffId: string }; kind: LoginKind; now: Date },
): Promise<OpenedSession> {
  return await tx.loginSession.create({
    data: {
      ...owner,
      remembered: kind === "remembered",
      createdAt: now,
      lastSeenAt: now,
      expiresAt: loginExpiry(kind, now),
    },
    select: { id: true, expiresAt: true, remembered: true },
  });
}
