import { z } from "zod";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { watchingStaffIn } from "@/lib/auth/session";
import { release } from "@/lib/domain/review/commands/claim";

/** Releases the registration when the reviewer leaves the page without a decision. */
export const POST = sameOriginPost(async (_request, { params }: { params: Promise<{ id: string }> }) => {
  const staff = await watchingStaffIn(["REVIEWER", "EXAM_OFFICER"]);
  if (!staff) return new Response(null, { status: 401 });
  const id = z.uuid().safeParse((await params).id);
  if (id.success) await release({ registrationId: id.data, staffId: staff.id });
  return new Response(null, { status: 204 });
});
