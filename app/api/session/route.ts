import { currentCandidate, currentStaff } from "@/lib/auth/session";

/** Whether the asker's session is still good; to ask counts as use of it. */
export async function GET(request: Request): Promise<Response> {
  const audience = new URL(request.url).searchParams.get("audience");
  const found = audience === "staff" ? await currentStaff() : await currentCandidate();
  return new Response(null, { status: found ? 204 : 401 });
}
