import { z } from "zod";
import { isSameOrigin } from "@/lib/http/origin";
import { watchingStaffIn } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { claim } from "@/lib/domain/review/commands/claim";

/**
 * The desk says that it is open: the registration is this reviewer's for another ten minutes. 409 when it is a
 * colleague's or waits no more.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  if (!isSameOrigin(request.headers, env().APP_URL)) return new Response(null, { status: 403 });
  const staff = await watchingStaffIn(["REVIEWER", "EXAM_OFFICER"]);
  if (!staff) return new Response(null, { status: 401 });
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) return new Response(null, { status: 404 });
  const claimed = await claim({ registrationId: id.data, staff, now: new Date() });
  return claimed.ok
    ? Response.json({ until: claimed.value.until })
    : Response.json({ error: claimed.error }, { status: 409 });
}
