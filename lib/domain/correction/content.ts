import { z } from "zod";
import { maskDocument } from "@/lib/core/identity-number";
import type { UploadItem } from "@/lib/domain/registration/items";
import type { exchangedContent } from "./exchange";
import { type CorrectableItem, correctableItems } from "./rules";

/**
 * What a correction's row keeps, encrypted: each field with both values as the form holds them, and in the words of
 * that time, because a list may lose or rename an entry.
 */
export const contentSchema = z.array(
  z.strictObject({
    item: z.enum(correctableItems),
    before: z.string(),
    after: z.string(),
    shownBefore: z.string(),
    shownAfter: z.string(),
  }),
);

export type Content = z.output<typeof contentSchema>;

/** One field for the eye. Numbers of documents are masked unless `whole` asks for them. */
export type ShownChange = { item: CorrectableItem | UploadItem; before: string; after: string };

/** The same of an upload that was exchanged. */
type AnyContent = Content | z.output<typeof exchangedContent>;

export const shownChanges = (content: AnyContent, { whole }: { whole: boolean }): ShownChange[] =>
  content.map(({ item, shownBefore, shownAfter }) =>
    item === "documentNumber" && !whole
      ? { item, before: maskDocument(shownBefore), after: maskDocument(shownAfter) }
      : { item, before: shownBefore, after: shownAfter },
  );
