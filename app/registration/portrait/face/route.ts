import { SideThreadError } from "@/lib/adapter/thread/side-thread";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { EXAM_SESSION_FIELD } from "@/lib/auth/chosen-exam-session";
import { currentVisitor, postedEntry } from "@/lib/auth/step";
import type { PhotoPart } from "@/lib/adapter/image/face-crop";
import { portraitPartFor } from "@/lib/domain/registration/queries/portrait-part";
import { journeyFacts } from "@/lib/domain/registration/queries/standing";
import { journey } from "@/lib/domain/registration/steps";

const MAX_BYTES = 400_000;

/** `part`: where the crop starts; null when no face is found. */
export type FaceAnswer = { part: PhotoPart | null };

/**
 * Finds the face in a small copy of a chosen photo, before it is cut and sent. The copy is looked at in memory and not
 * kept. It needs the consent like the portrait itself.
 */
export const POST = sameOriginPost(
  async (request) => {
    const visitor = await currentVisitor();
    const { candidate } = visitor;
    if (!candidate) return answer(401);
    if (Number(request.headers.get("content-length") ?? Infinity) > MAX_BYTES) return answer(413);
    const form = await readForm(request);
    const { examSession, registration } = postedEntry(visitor, form?.get(EXAM_SESSION_FIELD)) ?? {};
    if (!examSession || !registration) return answer(422);
    if (!journey(journeyFacts(examSession, registration), new Date()).open.includes("portrait")) return answer(422);
    const photo = form?.get("photo");
    if (!(photo instanceof File)) return answer(422);
    if (!registration.faceConsentAt && form?.get("faceConsent") !== "on") return answer(422);
    try {
      const found = await portraitPartFor(candidate.id, new Uint8Array(await photo.arrayBuffer()));
      if (found.ok) return answer(200, { part: found.value });
      return answer(found.error === "slow_down" ? 429 : 422);
    } catch (error) {
      // The crop starts in the middle then; the portrait itself is checked again when it arrives.
      if (error instanceof SideThreadError) return answer(503);
      throw error;
    }
  },
  () => answer(403),
);

const answer = (status: number, body: FaceAnswer = { part: null }): Response =>
  Response.json(body, { status, headers: { "cache-control": "no-store" } });

/** null: the body is no form. */
async function readForm(request: Request): Promise<FormData | null> {
  try {
    return await request.formData();
  } catch {
    return null;
  }
}
