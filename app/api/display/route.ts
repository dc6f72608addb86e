import { cookies } from "next/headers";
import { displayCookie, displaySchema, displayValue, readDisplay } from "@/app/_lib/display-choice";
import { readBounded } from "@/lib/core/read-bounded";
import { cookieOptions } from "@/lib/http/host-cookie";
import { cameFrom, ownPath } from "@/lib/http/own-path";
import { sameOriginPost } from "@/lib/http/same-origin-post";

const MAX_BYTES = 4000;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers language, text size and contrast in this browser, and goes back to the page that was open. */
export const POST = sameOriginPost(async (request) => {
  const body = await readBounded(request, MAX_BYTES);
  const posted = new URLSearchParams(new TextDecoder().decode(body ?? new Uint8Array()));
  const jar = await cookies();
  const before = readDisplay(jar.get(displayCookie())?.value);
  const chosen = displaySchema.parse({ ...before, ...Object.fromEntries(posted) });
  jar.set(displayCookie(), displayValue(chosen), { ...cookieOptions(), maxAge: YEAR_SECONDS });
  // The switch of language stands in every page's head, which does not know its own address.
  const back = posted.get("back");
  const location = back === "here" ? await cameFrom() : ownPath(back, "/");
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
});
