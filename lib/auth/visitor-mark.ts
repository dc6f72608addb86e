import { createHash } from "node:crypto";
import { loginSessionId } from "./session";

/**
 * A digest of the login sessions of this browser. It tells the pages of two visitors in the same tab apart and reveals
 * nothing else.
 */
export async function visitorMark(): Promise<string> {
  const sessions = [await loginSessionId("candidate"), await loginSessionId("staff")];
  return createHash("sha256").update(JSON.stringify(sessions)).digest("base64url").slice(0, 16);
}
