import { schoolPictureOf } from "@/lib/domain/exam-session/queries";

/**
 * An emblem or banner, for everybody. The address is the hash of the bytes, so browsers and proxies may keep it for
 * ever.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ hash: string }> }) {
  const { hash } = await params;
  const picture = /^[0-9a-f]{64}$/.test(hash) ? await schoolPictureOf(hash) : null;
  if (!picture) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(picture.bytes, {
    headers: {
      "content-type": picture.mediaType,
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    },
  });
}
