import { missingGlyphs } from "@/lib/adapter/pdf/renderer";
import { SideThreadError } from "@/lib/adapter/thread/side-thread";

/**
 * The characters of the new name that no installed font draws on the admit card; none when the name stays, or when the
 * thread that knows cannot be asked: a warning is no reason to withhold a page or a correction.
 */
export async function undrawnIn(changes: readonly { item: string; after: string }[]): Promise<string[]> {
  const name = changes.find(({ item }) => item === "name");
  if (!name) return [];
  return missingGlyphs(name.after).catch((error: unknown) => {
    if (error instanceof SideThreadError) return [];
    throw error;
  });
}
