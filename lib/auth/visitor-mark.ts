import { createHash } from "node:crypto";
import { loginSessionId } from "./session";

/**
 * Tells one visitor's pages from another's in the same tab, and nothing else: a digest of whose login sessions this
 * browser holds.
 */
export async function visitorMark(): Promise<string> {
  const sessions = [await loginSessionId("candidate"), await loginSessionId("staff")];
  return createHash("sha256").update(JSON.stringify(sessions)).digest("base64url").slice(0, 16);
}
