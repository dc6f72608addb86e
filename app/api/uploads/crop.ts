import { z } from "zod";
import type { CropRectangle } from "@/lib/adapter/image/portrait";

const fraction = z.number().min(0).max(1);
const turn = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).default(0);
const rectangle = z.object({ x: fraction, y: fraction, width: fraction.min(0.01), height: fraction.min(0.01), turn });

/** The part of the picture that the cropper selected, as JSON. Any other value means the whole picture. */
export function readCrop(text: string | undefined): CropRectangle | null {
  if (!text) return null;
  try {
    return rectangle.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
