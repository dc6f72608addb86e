import { z } from "zod";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { watchingStaffIn } from "@/lib/auth/session";
import { claim } from "@/lib/domain/review/commands/claim";

/**
 * The open review page calls this to extend the claim by ten minutes. 409 when a colleague has the claim or the
 * registration no longer waits.
 */
export const POST = sameOriginPost(async (_request, { params }: { params: Promise<{ id: string }> }) => {
  const staff = await watchingStaffIn(["REVIEWER", "EXAM_OFFICER"]);
  if (!staff) return new Response(null, { status: 401 });
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) return new Response(null, { status: 404 });
  const claimed = await claim({ registrationId: id.data, staff, now: new Date() });
  return claimed.ok
    ? Response.json({ until: claimed.value.until })
    : Response.json({ error: claimed.error }, { status: 409 });
});
