import { consume } from "@/lib/adapter/rate-limit/limiter";
import { keepInvitation } from "@/lib/auth/invitation-link";
import { readInvitationToken } from "@/lib/domain/account/invitation";
import { invitationsOpened } from "@/lib/domain/account/limits";
import { clientAddress } from "@/lib/http/client-address";

const noReferer = { "referrer-policy": "no-referrer", "cache-control": "no-store" };

/**
 * The link of an invitation's SMS. It uses nothing up, because messengers open links for a preview: the token goes into
 * a cookie, and the browser to an address without it.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  if (!(await consume(invitationsOpened, await clientAddress())).allowed)
    return new Response("从您所在的网络打开链接的次数过多，请过一会儿再试。", {
      status: 429,
      headers: { ...noReferer, "content-type": "text/plain; charset=utf-8" },
    });
  const token = readInvitationToken((await params).token);
  if (token !== null) await keepInvitation(token);
  return new Response(null, { status: 303, headers: { ...noReferer, location: "/admin/invitation" } });
}
