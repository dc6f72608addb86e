import { webManifest } from "@/app/_lib/web-manifest";
import { sharedBrand } from "@/lib/domain/exam-session/current";
import { currentFrames } from "@/lib/domain/exam-session/queries";

export const dynamic = "force-dynamic";

/** The web manifest: what all current exam sessions share, because a phone keeps it for years. */
export async function GET() {
  return new Response(JSON.stringify(webManifest(sharedBrand(await currentFrames(new Date())))), {
    headers: { "content-type": "application/manifest+json; charset=utf-8" },
  });
}
