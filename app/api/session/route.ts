import { idleLeft } from "@/lib/account/queries";
import { currentCandidate, currentStaff, loginSessionId } from "@/lib/auth/session";

/**
 * How long the asker's session still lives: `{ left, prolongs }`, in milliseconds and whether use would prolong it; 401 when it is over. Asking with
 * `use=1` counts as use of it.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const audience = asked.get("audience") === "staff" ? "staff" : "candidate";
  if (asked.has("use")) await (audience === "staff" ? currentStaff() : currentCandidate());
  const id = await loginSessionId(audience);
  const left = id ? await idleLeft(id, audience === "staff" ? "staffId" : "accountId", new Date()) : null;
  return left === null ? new Response(null, { status: 401 }) : Response.json({ left: left.milliseconds, prolongs: left.prolongs });
}
