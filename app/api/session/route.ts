import { idleLeft } from "@/lib/domain/account/queries";
import { ownPath } from "@/lib/http/own-path";
import { currentCandidate, currentStaff, loginAddress, loginSessionId } from "@/lib/auth/session";

const whoAsks = { staff: "staffId", candidate: "accountId" } as const;

/**
 * The remaining time of the visitor's login session: `{ left, prolongs }`, in milliseconds, and whether a use would
 * extend it. After its end: 401 and `{ login }`, the address to sign in again. A request with `use=1` counts as use.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const audience = asked.get("audience") === "staff" ? "staff" : "candidate";
  if (asked.has("use")) await (audience === "staff" ? currentStaff() : currentCandidate());
  const id = await loginSessionId(audience);
  const left = id ? await idleLeft(id, whoAsks[audience], new Date()) : null;
  if (left) return Response.json({ left: left.milliseconds, prolongs: left.prolongs });
  return Response.json(
    { login: loginAddress(audience, "session_over", ownPath(asked.get("page"), "/")) },
    { status: 401 },
  );
}
