import { type FieldItem, fieldItems, type UploadItem, uploadItems } from "./items";

/**
 * What a candidate submitted: the fields as he sees them in the form (list entries by name), and the ids of the files.
 */
export type Submitted = { fields: Record<FieldItem, string>; files: { id: string; kind: UploadItem }[] };

/** A difference between two submissions: a field with both values, or an upload that was replaced, added or removed. */
export type Change =
  | { kind: "field"; item: FieldItem; before: string; after: string }
  | { kind: "upload"; item: UploadItem; before: number; after: number };

/**
 * Everything that changed from one submission to the next, in the form's order. An upload counts as changed when its
 * file is another one.
 */
export function changesBetween(before: Submitted, after: Submitted): Change[] {
  const fields = fieldItems.flatMap((item): Change[] =>
    before.fields[item] === after.fields[item]
      ? []
      : [{ kind: "field", item, before: before.fields[item], after: after.fields[item] }],
  );
  const uploads = uploadItems.flatMap((item): Change[] => {
    const [old, fresh] = [before, after].map(({ files }) =>
      files.filter(({ kind }) => kind === item).map(({ id }) => id),
    );
    const same = old?.join() === fresh?.join();
    return same ? [] : [{ kind: "upload", item, before: old?.length ?? 0, after: fresh?.length ?? 0 }];
  });
  return [...fields, ...uploads];
}
