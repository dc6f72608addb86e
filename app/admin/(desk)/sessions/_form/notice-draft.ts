/** What the form posted of the notice of a change; `drafted`: the text that the confirmation had offered. */
type PostedNotice = { text: string | undefined; drafted: string | undefined; ticked: boolean };

/** What the fields of the notice hold now. `isOutdated`: the officer's own words were written for other changes. */
type NoticeFields = { text: string; ticked: boolean; isOutdated: boolean };

/**
 * The notice of these changes: a draft that the officer did not rewrite follows the changes, so that what was confirmed
 * and what is told are the same. His own words are kept.
 */
export function noticeFields(draft: string, { text, drafted, ticked }: PostedNotice): NoticeFields {
  const isRewritten = text !== undefined && lines(text) !== lines(drafted ?? "");
  if (isRewritten) return { text, ticked, isOutdated: lines(drafted ?? "") !== draft };
  // Unticked by the officer it stays; without a draft there was nothing to tick.
  return { text: draft, ticked: draft !== "" && (ticked || !drafted), isOutdated: false };
}

/** A posted text has the line breaks of the network. */
const lines = (text: string) => text.replaceAll("\r\n", "\n");
