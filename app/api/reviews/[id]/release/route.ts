import { z } from "zod";
import { isSameOrigin } from "@/lib/http/origin";
import { watchingStaffIn } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { release } from "@/lib/domain/review/commands/claim";

/** The desk is left without a decision: the registration is free again. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  if (!isSameOrigin(request.headers, env().APP_URL)) return new Response(null, { status: 403 });
  const staff = await watchingStaffIn(["REVIEWER", "EXAM_OFFICER"]);
  if (!staff) return new Response(null, { status: 401 });
  const id = z.uuid().safeParse((await params).id);
  if (id.success) await release({ registrationId: id.data, staffId: staff.id });
  return new Response(null, { status: 204 });
}
