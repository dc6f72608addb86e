import { type FieldItem, fieldItems, type UploadItem } from "./items";
import { type Details, detailsSchema, type DetailsError, type SessionLists, type DetailsInput } from "./schema";
import { type MissingDocument, missingDocuments } from "./uploads";

export type DetailsProblems = { [item in FieldItem | UploadItem]?: (DetailsError | MissingDocument)[] };

/**
 * Checks the whole form of 信息填写. Returns the form as it would be stored, or every error in the order of the page,
 * missing documents included.
 */
export function checkDetails(
  typed: DetailsInput,
  files: readonly { kind: string }[],
  lists: SessionLists,
  now: Date,
): { ok: true; details: Details } | { ok: false; problems: DetailsProblems } {
  const read = detailsSchema(lists, now).safeParse(typed);
  const problems: DetailsProblems = {};
  for (const field of fieldItems) {
    // The schema's messages are error codes, and its paths are field names.
    const found = (read.error?.issues ?? [])
      .filter(({ path }) => path[0] === field)
      .map(({ message }) => message as DetailsError);
    if (found.length) problems[field] = found;
  }
  const idType = lists.idTypes.find((type) => type === typed.idType) ?? null;
  for (const { kind, error } of missingDocuments(files, idType)) problems[kind] = [error];
  return read.success && Object.keys(problems).length === 0
    ? { ok: true, details: read.data }
    : { ok: false, problems };
}
