import { idleLeft } from "@/lib/domain/account/queries";
import { ownPath } from "@/lib/http/own-path";
import { currentCandidate, currentStaff, loginAddress, loginSessionId } from "@/lib/auth/session";

const whoAsks = { staff: "staffId", candidate: "accountId" } as const;

/**
 * How long the asker's session still lives: `{ left, prolongs }`, in milliseconds and whether use would prolong it;
 * when it is over, 401 and `{ login }`, where to sign in again. Asking with `use=1` counts as use of it.
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
