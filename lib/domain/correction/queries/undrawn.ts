import { missingGlyphs } from "@/lib/adapter/pdf/renderer";

/** The characters of the new name that no installed font draws on the admit card; none when the name stays. */
export async function undrawnIn(changes: readonly { item: string; after: string }[]): Promise<string[]> {
  const name = changes.find(({ item }) => item === "name");
  return name ? missingGlyphs(name.after) : [];
}
