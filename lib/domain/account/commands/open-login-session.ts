import type { Tx } from "@/lib/adapter/db/client";
import type { LoginOrigin } from "../login-origin";
import { loginExpiry, type LoginKind } from "../login-session";

export type OpenedSession = { id: string; expiresAt: Date; remembered: boolean };

/** Creates the login session of a browser that has just signed in. */
export async function openLoginSession(
  tx: Tx,
  {
    owner,
    kind,
    origin,
    sso,
    now,
  }: {
    owner: { accountId: string } | { staffId: string };
    kind: LoginKind;
    /** Kept for staff, who see their own logins in a list. */
    origin?: LoginOrigin | undefined;
    /** He came by single sign-on. `secondFactorAt`: when he proved several factors there, where that is trusted. */
    sso?: { secondFactorAt: Date | null };
    now: Date;
  },
): Promise<OpenedSession> {
  return await tx.loginSession.create({
    data: {
      ...owner,
      ...origin,
      ...(sso && { bySso: true, secondFactorAt: sso.secondFactorAt }),
      remembered: kind === "remembered",
      createdAt: now,
      lastSeenAt: now,
      expiresAt: loginExpiry(kind, now),
    },
    select: { id: true, expiresAt: true, remembered: true },
  });
}
