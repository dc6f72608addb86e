import { refuse } from "@/lib/core/result";
import { findPortraitPart } from "@/lib/adapter/image/face-crop";
import { consume, type Limit } from "@/lib/adapter/rate-limit/limiter";

/** Photos of one account in which a face is looked for. Each takes a twentieth of a second of a core. */
const searches: Limit = { name: "portrait-part", points: 60, seconds: 3600 };

/** Where the crop of a photo may start: around its main face. Nothing is stored. */
export async function portraitPartFor(accountId: string, photo: Uint8Array) {
  if (!(await consume(searches, accountId)).allowed) return refuse("slow_down");
  return findPortraitPart(photo);
}
