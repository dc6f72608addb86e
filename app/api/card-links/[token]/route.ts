import { consume, type Limit } from "@/lib/adapter/rate-limit/limiter";
import { redeemCardLink } from "@/lib/domain/admit-card/commands/redeem-card-link";
import { clientAddress } from "@/lib/http/client-address";
import { fileAnswer } from "@/lib/http/file-answer";
import { sameOriginPost } from "@/lib/http/same-origin-post";

/** A campus may share one address; a token cannot be guessed. */
const opened: Limit = { name: "card-link-opened", points: 3000, seconds: 3600 };

/**
 * Uses a card link and serves the PDF, to one caller only. Any other caller is led back to the link's page, which says
 * that it is dead. Only the button of that page posts here: a GET, as by the preview of a messenger, uses nothing up.
 */
export const POST = sameOriginPost(async (_request: Request, { params }: { params: Promise<{ token: string }> }) => {
  const { token } = await params;
  if (!(await consume(opened, await clientAddress())).allowed)
    return new Response("从您所在的网络打开链接的次数过多，请过一会儿再试。", {
      status: 429,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  const pdf = await redeemCardLink({ token, now: new Date() });
  if (pdf.ok) return fileAnswer(pdf.value, "准考证.pdf");
  return new Response(null, { status: 303, headers: { location: `/card-link/${encodeURIComponent(token)}` } });
});
