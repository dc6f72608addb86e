import { endLoginSession } from "@/lib/domain/account/commands/end-login-session";
import { readBounded } from "@/lib/core/read-bounded";
import { forgetExamSession } from "@/lib/auth/chosen-exam-session";
import { deleteTyped } from "@/lib/auth/kept-typed";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { clearSessionCookie, loginAddress, loginSessionId, SIGNED_OUT_HEADERS } from "@/lib/auth/session";

const MAX_BYTES = 1000;

/**
 * 安全退出: ends this browser's login session of the given `audience`. It is a plain form post and no server action,
 * because only a response that the browser loads as a page can clear its cache.
 */
export const POST = sameOriginPost(async (request) => {
  const body = await readBounded(request, MAX_BYTES);
  const audience = new URLSearchParams(new TextDecoder().decode(body ?? new Uint8Array())).get("audience");
  if (audience !== "staff" && audience !== "candidate")
    return new Response(null, { status: 400, headers: { "cache-control": "no-store" } });
  const id = await loginSessionId(audience);
  if (id) await endLoginSession({ loginSessionId: id, now: new Date() });
  await clearSessionCookie(audience);
  if (audience === "candidate") {
    await deleteTyped();
    await forgetExamSession();
  }
  const location = loginAddress(audience, "signed_off");
  return new Response(null, { status: 303, headers: { ...SIGNED_OUT_HEADERS, location } });
});
